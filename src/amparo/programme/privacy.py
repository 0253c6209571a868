"""How private each field of the partnership is. It knows no child; who was trained is sealed; its words are public acts (ADR 0015)."""

from amparo.core.privacy import Privacy, safe

_ROW = "id version created_at scope hidden exempt unit by reach regions source as_of verified"
_COMPACT = f"{_ROW} compact"
_AWARD = f"{_COMPACT} award subaward"

_KEPT = "replaced_by replaced_at corrected_at corrected_in reason"

FIELDS: dict[str, dict[str, Privacy]] = {
    "Organisation": safe("source as_of verified id code kind country name_es name_en short_name identifier uei unit"),
    "Compact": safe(
        f"{_ROW} code country title_es title_en summary_es summary_en state signed_on starts ends currency host_currency predecessor is_demo"
    ),
    "Participation": safe(f"{_COMPACT} member organisation capacity until"),
    "Party": safe(f"{_COMPACT} organisation side lead_es lead_en"),
    "Signatory": safe(f"{_COMPACT} party name office_es office_en signed_on"),
    "Objective": safe(f"{_COMPACT} {_KEPT} number title_es title_en text_es text_en"),
    "Clause": safe(f"{_COMPACT} {_KEPT} number position heading_es heading_en text_es text_en"),
    "Amendment": safe(f"{_COMPACT} number instrument_es instrument_en signed_on effective_on"),
    "AmendmentChange": safe(f"{_COMPACT} amendment field before after"),
    "Territory": safe(f"{_COMPACT} {_KEPT} whole label since until amendment"),
    "PartnerPeriod": safe(f"{_COMPACT} organisation role prime since until"),
    "Document": safe(f"{_COMPACT} kind title_es title_en dated url language"),
    "StatedFact": safe(f"{_COMPACT} about text_es text_en value bound speaker"),
    "Evidence": safe(f"{_COMPACT} about about_id title url dated"),
    "Verdict": safe(f"{_COMPACT} about about_id about_version party accepted words"),
    "Period": safe(f"{_COMPACT} starts ends closed award_only"),
    "Commitment": safe(
        f"{_COMPACT} {_KEPT} code party kind text_es text_en owner objective due state wanted done counted_es counted_en agreed_in moved_by"
        " reworded_by"
    ),
    "CommitmentStep": safe(f"{_COMPACT} commitment step state on due done words"),
    "HeadCount": safe(f"{_COMPACT} {_KEPT} entity year quarter function posts baseline"),
    "Contribution": safe(f"{_COMPACT} entity kind text_es text_en amount currency valuation starts ends objective entry"),
    "BudgetPhase": safe(f"{_COMPACT} {_KEPT} entity year line phase amount currency on"),
    "Practice": safe(
        f"{_COMPACT} code kind title_es title_en objective stage owner takes_over_on norm budget_line amount currency"
    ),
    "PracticeStep": safe(f"{_COMPACT} practice stage on norm budget_line"),
    "Solicitation": safe(f"{_COMPACT} number title_es title_en opens closes ceiling currency objectives state"),
    "Award": safe(
        f"{_COMPACT} number solicitation recipient title_es title_en starts ends amount currency cost_share objectives state closed_on"
    ),
    "AwardAmendment": safe(f"{_AWARD} number kind delta ends ended_before signed_on reason entry"),
    "SubAward": safe(
        f"{_COMPACT} award parent_unknown number recipient title_es title_en starts ends amount currency signed_on reported_on risk state"
    ),
    "RiskRating": safe(f"{_AWARD} rating on reasons"),
    "BudgetLine": safe(f"{_AWARD} objective category amount currency proposal replaced_by"),
    "Visit": safe(f"{_AWARD} planned_on visited_on purpose conclusion state"),
    "Finding": safe(f"{_AWARD} visit text severity state"),
    "ActionPoint": safe(f"{_AWARD} finding text owner due done_on state"),
    "SafeguardingCheck": safe(f"{_AWARD} on answers result next_due"),
    "Threshold": safe(f"{_COMPACT} kind amount currency since until"),
    "Entry": safe(
        f"{_AWARD} code kind on amount currency base_currency base_amount rate rate_on rate_source reference words reverses batch"
    ),
    "Line": safe(f"{_AWARD} entry account amount value base_currency on objective category entity"),
    "WorkItem": safe(
        f"{_AWARD} {_KEPT} code objective output_es output_en title_es title_en starts ends wanted done counted budget currency state"
    ),
    "Course": safe(f"{_COMPACT} code title_es title_en objective hours passing"),
    "Training": safe(f"{_AWARD} {_KEPT} code course work_item starts ends hours place state"),
    "Official": {
        **safe(f"{_COMPACT} key institution post learned_at"),
        **dict.fromkeys(("document", "name"), Privacy.IDENTIFYING),
        **dict.fromkeys(("document_mac", "sex"), Privacy.SENSITIVE),
    },
    "Attendance": safe(f"{_AWARD} {_KEPT} training official hours before after certificate"),
    "Campaign": safe(
        f"{_AWARD} {_KEPT} code kind objective work_item title_es title_en starts ends reached reached_how indirect indirect_how materials languages"
    ),
    "Outreach": safe(f"{_AWARD} sector work_item on district places people committed words"),
    "CommunitySignal": safe(f"{_AWARD} code kind district seen handed_at state"),
    "RiskPlace": safe(f"{_AWARD} kind district level seen words state"),
    "Indicator": safe(
        f"{_COMPACT} {_KEPT} code name_es name_en definition_es definition_en kind measured_in numerator_es numerator_en "
        "denominator_es denominator_en covers_es covers_en disaggregations direction source_of_truth frequency "
        "verification_es verification_en baseline baseline_year same_as active"
    ),
    "IndicatorLink": safe(f"{_COMPACT} indicator framework reference"),
    "Target": safe(f"{_COMPACT} {_KEPT} indicator year value"),
    "Result": safe(
        f"{_AWARD} indicator starts ends value numerator denominator method explanation_es explanation_en state known_on supersedes report"
    ),
    "ResultPart": safe(f"{_AWARD} result dimension code value numerator denominator"),
    "QualityNote": safe(f"{_COMPACT} indicator result kind words mended_on"),
    "Snapshot": safe(f"{_AWARD} kind cut_off digest"),
    "SnapshotFigure": safe(
        f"{_AWARD} snapshot section position key label_es label_en value measured_in words_es words_en footnote_es footnote_en"
    ),
    "Report": safe(f"{_AWARD} year quarter due_on state"),
    "ReportDraft": safe(f"{_AWARD} report achievements difficulties next_steps"),
    "ReportVersion": safe(f"{_AWARD} report number achievements difficulties next_steps snapshot accepted answered_at"),
    "Remark": safe(f"{_AWARD} version_of section words"),
    "Pack": safe(f"{_COMPACT} dialogue snapshot language format content digest"),
    "Dialogue": safe(
        f"{_COMPACT} number held_on date_inferred held_noted_at mode place state choose_by cut_off snapshot minutes_es minutes_en "
        "statement_es statement_en statement_url"
    ),
    "DialogueChoice": safe(f"{_COMPACT} dialogue indicator question_es question_en party state answered_at"),
    "Delegate": safe(f"{_COMPACT} dialogue party name office_es office_en head"),
    "AgendaItem": safe(f"{_COMPACT} dialogue position title_es title_en minutes party"),
    "DialogueAgreement": safe(f"{_COMPACT} dialogue number text_es text_en party owner due"),
    "FollowUp": safe(f"{_COMPACT} {_KEPT} agreement dialogue state words_es words_en"),
    "MoneyClaim": safe(
        f"{_COMPACT} {_KEPT} said_on side kind amount currency bound cumulative words speaker explanation_es explanation_en state"
    ),
}
