"""Bring the drafts of one clause to a set of measures: no repetitions, no guess beside a reading."""

from legalcheck.model.measure import Measure
from legalcheck.reading.draft import ONLY_WORDS, Draft
from legalcheck.reading.records import Note

CARRIERS = frozenset({"amend_constitution", "adopt_statute", "hold_referendum"})
CARRIED = {"hold_referendum": frozenset({"amend_constitution", "adopt_statute"})}  # a vote on an amendment or on a law
POSITIVE = {
    ("join_alliance", "negated"): "renounce_alliance",
    ("host_foreign_forces", "negated"): "exclude_foreign_forces",
    ("host_foreign_base", "negated"): "exclude_foreign_forces",
    ("lift_sanctions", "negated"): "impose_sanctions",
    ("release_frozen_assets", "negated"): "impose_sanctions",
}
IMPLIED = {
    ("halt_military_aid", "negated"): ("give_military_aid", "affirmed"),
    ("pay_reparations", "negated"): ("waive_claims", "affirmed"),
    ("annex_territory", "negated"): ("recognise_sovereignty", "negated"),
    ("grant_amnesty", "negated"): ("prosecute_crimes", "affirmed"),
    ("prosecute_crimes", "negated"): ("grant_amnesty", "affirmed"),
    ("give_military_aid", "negated"): ("halt_military_aid", "affirmed"),
    ("hold_referendum", "affirmed"): ("hold_status_vote", "affirmed"),
    ("hold_referendum", "negated"): ("hold_status_vote", "negated"),
    ("refuse_admission", "negated"): ("join_alliance", "affirmed"),
    ("join_alliance", "negated"): ("refuse_admission", "affirmed"),
    ("ban_ideology", "negated"): ("ban_ideology", "affirmed"),
    ("restore_control", "negated"): ("renounce_forcible_change", "affirmed"),
}
YIELDS = {  # where one word names both, the kind on the left gives way to those on the right
    "adopt_statute": ("annex_territory", "end_martial_law", "protect_minorities"),
    "bind_by_agreement": ("end_treaty", "hold_referendum", "unsc_endorsement"),
    "cease_fire": ("restrain_forces",),
    "cede_territory": ("exchange_territory", "international_administration", "lease_territory"),
    "change_government": ("hold_elections", "withdraw_forces"),
    "cooperate_economically": ("exchange_territory", "fund_reconstruction", "lift_sanctions", "readmit_to_forum"),
    "demilitarise_zone": ("limit_armed_forces",),
    "demobilise_forces": ("exchange_prisoners",),
    "give_security_guarantee": ("fund_reconstruction", "give_military_aid", "pay_for_guarantee", "use_frozen_assets"),
    "grant_amnesty": ("lift_sanctions",),
    "host_foreign_forces": ("give_military_aid",),
    "hold_talks": ("arms_control", "grant_special_status"),
    "humanitarian_steps": ("protect_minorities",),
    "limit_armed_forces": ("arms_control", "renounce_nuclear_weapons"),
    "pledge_non_aggression": ("give_security_guarantee", "renounce_forcible_change"),
    "readmit_to_forum": ("lift_sanctions",),
    "recognise_sovereignty": ("annex_territory", "cede_territory", "international_administration"),
    "restrain_forces": ("demilitarise_zone",),
    "waive_claims": ("end_proceedings",),
    "withdraw_forces": ("demobilise_forces",),
}
ROLES = ("performer", "beneficiary", "territory", "organisation")
MOST = 24  # measures of one clause; more is not a clause
HELD = 300  # drafts of one clause


def add(drafts: list[Draft], fresh: list[Draft]) -> None:
    """Add the drafts of one more stretch, leaving out what was already said and what no clause can hold."""
    for draft in fresh:
        if draft.kind in CARRIERS and draft.about is None:
            draft.about = _content(draft, fresh)
        _converse(draft)
    spoken = [draft for draft in fresh if draft.status != "topic"]
    for draft in sorted(spoken, key=lambda d: d.status != "asserted"):
        if len(drafts) < HELD and not any(_repeats(held, draft) for held in drafts if held.parsed is not draft.parsed):
            drafts.append(draft)


def _repeats(held: Draft, draft: Draft) -> bool:
    return _key(held) == _key(draft) and held.status == draft.status and held.roles == draft.roles


def settle(drafts: list[Draft]) -> tuple[tuple[Measure, ...], int, dict[str, str]]:
    """Return the measures in the order of their words, how many more there were, and why some are possible only."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.status != "asserted", _position(d))):
        twin = next((k for k in kept if _same(k, draft)), None)
        if twin is not None:
            _join(twin, draft)
        elif draft.status == "asserted" or not any(_kin(k, draft) for k in kept):
            kept.append(draft)
    for draft in kept[:]:  # one after the other: two that say the same must not drop each other
        if _implied(draft, kept) or _spoken_for(draft, kept) or _told_otherwise(draft, kept):
            kept = [k for k in kept if k is not draft]
    kept.sort(key=lambda d: (d.status != "asserted", _position(d), d.kind))
    measures = tuple(_measure(draft, f"m{number}") for number, draft in enumerate(kept[:MOST], start=1))
    reasons = {f"m{number}": draft.why for number, draft in enumerate(kept[:MOST], start=1) if draft.why}
    return measures, max(0, len(kept) - MOST), reasons


def too_many(left_out: int) -> tuple[Note, ...]:
    """Return the note that a clause says more than a clause can hold, if it does."""
    message = f"{left_out} more readings are left out: so long a text should be divided into clauses"
    return (Note(start=0, end=0, text="", message=message),) if left_out else ()


def _converse(draft: Draft) -> None:
    """Read an end that is put to aid as the measure that ends it."""
    if (draft.kind, draft.values["polarity"]) == ("give_military_aid", "negated") and any(
        e.role == "governor" for e in draft.evidence
    ):
        draft.kind, draft.values["polarity"] = "halt_military_aid", "affirmed"


def _implied(draft: Draft, kept: list[Draft]) -> bool:
    """Tell whether a draft only says again what another says better: no aid, beside an end of aid."""
    if draft.kind == "give_security_guarantee" and any(_pays(k, draft) for k in kept):
        return True
    if (
        draft.kind == "give_military_aid"
        and draft.values.get("condition", "none") != "none"
        and any(k.kind == "give_security_guarantee" and _same_word(k, draft) for k in kept)
    ):
        return True  # "if it is attacked, they give it military help" is the guarantee
    if any(
        k.kind == draft.kind and k.parsed is draft.parsed and k.index in draft.above and k.status == "asserted"
        for k in kept
    ):
        return True  # the word that governs it is the same act: "the size is limited"
    if (draft.kind, draft.values.get("condition")) == ("give_military_aid", "revocation") and any(
        k.kind == "halt_military_aid" and k.status == "asserted" for k in kept
    ):
        return True  # "deliveries will cease" is said once, as their end
    other = IMPLIED.get((draft.kind, draft.values["polarity"]))
    better = [k for k in kept if (k.kind, k.values["polarity"]) == other and k.status == "asserted"]
    if any(k.kind in YIELDS.get(draft.kind, ()) and k.status == "asserted" and _one_word(k, draft) for k in kept):
        return True
    if draft.kind == "join_alliance":
        better = [k for k in better if _same_word(k, draft)]
    return bool(better)


def _one_word(kept: Draft, draft: Draft) -> bool:
    """Tell whether the same word names two kinds, and nothing makes one of them a reaction to an attack."""
    reacts = draft.values.get("condition") == "consequence_of_breach" and draft.kind == "give_security_guarantee"
    return _same_word(kept, draft) and not reacts


def _spoken_for(draft: Draft, kept: list[Draft]) -> bool:
    """Tell whether a guess rests only on words that name somebody's part in what is read for certain."""
    if draft.status == "asserted":
        return False
    named = {(e.start, e.end) for k in kept if k.status == "asserted" for e in k.evidence if e.role in ROLES}
    return {(e.start, e.end) for e in draft.evidence if e.role == "kind"} <= named


def _told_otherwise(draft: Draft, kept: list[Draft]) -> bool:
    """Tell whether a guess from words alone rests on a word that was read as something else."""
    if draft.status == "asserted" or draft.why != ONLY_WORDS:
        return False
    mine = [(e.start, e.end) for e in draft.evidence if e.role == "kind"]
    read = [(e.start, e.end) for k in kept if k.status == "asserted" for e in k.evidence if e.role == "kind"]
    return any(a < d and c < b for a, b in mine for c, d in read)


def _pays(kept: Draft, draft: Draft) -> bool:
    """Tell whether a guarantee is only named as what a payment is for."""
    return kept.kind == "pay_for_guarantee" and kept.parsed is draft.parsed and kept.index in draft.above


def _position(draft: Draft) -> int:
    return min((e.start for e in draft.evidence if e.role == "kind"), default=0)


def _content(draft: Draft, drafts: list[Draft]) -> str | None:
    """Return what an amendment, a statute or a vote is about: the act inside its phrase, and what it does if it can."""
    inside = [
        other
        for other in drafts
        if other is not draft and other.parsed is draft.parsed and other.status != "possible"
        if draft.index in other.above or _shares_verb(draft, other)
    ]
    plain = (other for other in inside if other.kind not in CARRIERS)
    carried = (other for other in inside if other.kind in CARRIED.get(draft.kind, ()))
    found = next(plain, None) or next(carried, None)
    return POSITIVE.get((found.kind, found.values["polarity"]), found.kind) if found else None


def _shares_verb(draft: Draft, other: Draft) -> bool:
    """Tell whether a nominal carrier and an act hang on the same verb."""
    above = other.above[0] if other.above else other.index
    return not draft.verbal and draft.anchor in other.above and above != draft.anchor


def _same_word(one: Draft, other: Draft) -> bool:
    return one.parsed is other.parsed and one.index == other.index


def _key(draft: Draft) -> tuple[str, str, bool, bool]:
    return (
        draft.kind,
        draft.values["polarity"],
        draft.values.get("force") == "report",
        draft.values.get("condition") == "revocation",
    )


def _same(kept: Draft, draft: Draft) -> bool:
    """Tell whether two drafts say one thing: same key, and no role in which they differ."""
    if _key(kept) != _key(draft):
        return False
    if draft.status == "possible" or _same_word(kept, draft):
        return True
    return all(_agree(kept.roles.get(r, ()), draft.roles.get(r, ())) for r in ROLES)


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not one or not other or set(one) <= set(other) or set(other) <= set(one)


def _kin(kept: Draft, draft: Draft) -> bool:
    return kept.kind == draft.kind and (kept.status == "asserted" or _key(kept) == _key(draft))


def _join(kept: Draft, draft: Draft) -> None:
    if draft.status != kept.status:
        return
    for role in ROLES:
        if draft.roles.get(role) and len(draft.roles[role]) > len(kept.roles.get(role, ())):
            kept.roles[role] = draft.roles[role]
    kept.number = kept.number if kept.number is not None else draft.number
    kept.about = kept.about or draft.about
    kept.values = {**draft.values, **{k: v for k, v in kept.values.items() if v != "none"}}
    kept.evidence.extend(e for e in draft.evidence if e not in kept.evidence)


def _measure(draft: Draft, name: str) -> Measure:
    roles = {role: draft.roles.get(role, ()) for role in ROLES}
    order = sorted(draft.evidence, key=lambda e: (e.role != "kind", e.start, e.role))
    return Measure.model_validate(
        {
            "id": name,
            "kind": draft.kind,
            **roles,
            **draft.values,
            "about": draft.about,
            "number": draft.number,
            "deadline": draft.deadline,
            "within_days": draft.within_days,
            "status": draft.status,
            "evidence": tuple(order),
        }
    )
