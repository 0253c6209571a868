"""Addresses of referrals."""

from django.urls import path

from amparo.cases.views import referral, referring

urlpatterns = [
    path("expedientes/<str:code>/derivar/", referring.referral_new, name="referral_new"),
    path("derivaciones/", referral.referral_list, name="referral_list"),
    path("derivaciones/<uuid:referral>/", referral.referral, name="referral"),
    path("derivaciones/<uuid:referral>/<slug:step>/", referral.referral_step, name="referral_step"),
]
