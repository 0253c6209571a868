"""What can be done. Every view and every action names one of these; the matrix says who may, on what."""

from enum import StrEnum


class Verb(StrEnum):
    """A verb of the work. The value is what the audit line and `matrix.csv` hold."""

    # everybody signed in
    WORK = "work"  # own start page, tasks, notices, drafts, own devices
    # the child's file
    LIST_FILES = "list_files"
    OPEN_FILE = "open_file"
    SEE = "see"  # read a field group of a file
    RAISE_ALERT = "raise_alert"
    TRIAGE = "triage"
    SCREEN = "screen"
    DECIDE_STATUS = "decide_status"
    TAKE_CHARGE = "take_charge"
    HAND_OVER = "hand_over"
    OPEN_PROTECTION = "open_protection"
    RECORD_COURT = "record_court"
    RECORD_PENAL = "record_penal"
    PLAN = "plan"
    REFER = "refer"
    ANSWER = "answer"
    PLACE = "place"
    FOLLOW_UP = "follow_up"
    NOTE = "note"
    NAME_PROTECTOR = "name_protector"  # say which unit protects, where nobody does who sees the file
    CLOSE = "close"
    REOPEN = "reopen"
    SEE_PLACES = "see_places"
    MANAGE_CENTRE = "manage_centre"
    EXCLUDE = "exclude"
    # identities
    EDIT_IDENTITY = "edit_identity"
    REVEAL_IDENTITY = "reveal_identity"
    SEARCH_NAMES = "search_names"
    RESOLVE_MATCH = "resolve_match"
    ERASE_IDENTITY = "erase_identity"
    # registers that come in
    IMPORT_REGISTER = "import_register"
    # figures
    SEE_COUNTS = "see_counts"
    # the partnership
    SEE_COMPACT = "see_compact"
    KEEP_AGREEMENT = "keep_agreement"
    COMMIT = "commit"
    PLEDGE = "pledge"
    VERIFY = "verify"  # accept or dispute the other side's entry
    GRANT = "grant"  # solicitations, awards, disbursements, close-out
    SPEND = "spend"
    SUBGRANT = "subgrant"
    MONITOR = "monitor"
    PLAN_WORK = "plan_work"
    TRAIN = "train"
    PREVENT = "prevent"
    SUSTAIN = "sustain"
    DEFINE_INDICATOR = "define_indicator"
    RECORD_RESULT = "record_result"
    VALIDATE_RESULT = "validate_result"
    WRITE_REPORT = "write_report"
    REVIEW_REPORT = "review_report"
    HOLD_DIALOGUE = "hold_dialogue"
    CLAIM_MONEY = "claim_money"
    IMPORT_MONEY = "import_money"
    # the house
    ADMINISTER = "administer"  # units, people; sees no case
    PROPOSE_ROLE = "propose_role"
    CONFIRM_ROLE = "confirm_role"
    SEE_ROLE_CHANGES = "see_role_changes"
    CORRECT_REFERENCE = "correct_reference"
    READ_AUDIT = "read_audit"
    RUN_JOBS = "run_jobs"  # named system actors only


PUBLIC = "public"
