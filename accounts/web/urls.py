"""The addresses of the pages of accounts."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from accounts.web.views import (
    acting,
    call,
    contact,
    demonstration,
    invitation,
    member,
    person,
    representative,
    user,
)

app_name = "accounts"

_PERSON = "people/<uuid:reference>/"
_POWERS = f"{_PERSON}representatives/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("acting/", acting.acting_list, name="acting-list"),
    path("acting/switch/", acting.acting_switch, name="acting-switch"),
    path("call/end/", call.call_end, name="call-end"),
    path(f"{_PERSON}call/", call.call_start, name="call-start"),
    path("people/", person.person_list, name="person-list"),
    path("people/new/", person.person_create, name="person-create"),
    path("people/you/", person.person_own, name="person-own"),
    path("people/you/contact/", contact.contact_edit, name="contact-edit"),
    path(_PERSON, person.person_detail, name="person-detail"),
    path(f"{_PERSON}change/", person.person_edit, name="person-edit"),
    path(f"{_PERSON}who-looked/", person.person_audit, name="person-audit"),
    path(f"{_PERSON}invite/", person.person_invite, name="person-invite"),
    path(_POWERS, representative.representative_list, name="representative-list"),
    path(f"{_POWERS}invite/", representative.representative_invite, name="representative-invite"),
    path(f"{_POWERS}<int:key>/end/", representative.representative_end, name="representative-end"),
    path("members/", member.member_list, name="member-list"),
    path("members/invite/", member.member_invite, name="member-invite"),
    path("members/<int:key>/end/", member.member_end, name="member-end"),
    path(
        "invitations/<uuid:reference>/withdraw/",
        member.invitation_withdraw,
        name="invitation-withdraw",
    ),
    path("invitations/<uuid:reference>/send/", member.invitation_send, name="invitation-send"),
    path("invitation/<str:token>/", invitation.invitation_detail, name="invitation-detail"),
    path("invitation/<str:token>/accept/", invitation.invitation_accept, name="invitation-accept"),
    path("your-sign-in/", user.user_detail, name="user-detail"),
    path("your-sign-in/name/", user.user_edit, name="user-edit"),
    path(
        "demonstration/sign-in/", demonstration.demonstration_sign_in, name="demonstration-sign-in"
    ),
]
