"""How many distinct sources speak at least: of voices that may be one, only one is left to count.

The voices left are pairwise different by their words. Of two that may be one the larger counts ("three officials" after "an official"), of equals
the one told of more closely, else the earlier. The others become part of it.
"""

from .draft import Draft, may_be

ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
BACK = 80  # voices that a new one is compared with; keeps odd texts linear


def settle(drafts: list[Draft]) -> int:
    """Completes `part_of`; says how many sources speak at least."""
    for draft in drafts:
        draft.part_of = [whole for whole in draft.part_of if whole.spoken and whole is not draft]
    counted: list[Draft] = []
    told = {id(draft) for draft in drafts if draft.part_of}  # parts by their words, not by what may be
    spoken = [draft for draft in drafts if draft.spoken]
    for at, draft in enumerate(spoken):
        near = counted[-BACK:]
        before = spoken[max(0, at - BACK) : at]
        if draft.fresh and not draft.part_of:
            beside = next((other for other in reversed(before) if may_be(other, draft)), None)
            near = [earlier for earlier in near if earlier.vague and earlier is not beside]
            draft.part_of = _in_group(draft, beside, before)
            if draft.part_of:
                told.add(id(draft))
        if draft.part_of:
            wholes = draft.wholes()
            absorbed = [earlier for earlier in near if id(earlier) not in wholes and earlier.vague and may_be(earlier, draft)]
        else:
            alike = [earlier for earlier in near if may_be(earlier, draft)]
            total = sum(earlier.size for earlier in alike)
            closer = len(alike) == 1 and draft.closeness > alike[0].closeness
            if len(alike) == 1 and draft.size <= total and (crowd := _crowd(draft, alike[0], before, told)):
                for other in crowd:
                    other.part_of = []
                counted.extend(crowd)
                closer = True
                total = draft.size
            if alike and (draft.size < total or (draft.size == total and not closer)):
                draft.part_of = alike
                continue
            absorbed = alike
            counted.append(draft)
        for earlier in absorbed:
            earlier.part_of = [draft]
            counted.remove(earlier)
    return sum(draft.size for draft in counted)


def _crowd(draft: Draft, whole: Draft, before: list[Draft], told: set[int]) -> list[Draft]:
    """Those that were taken for some of `whole`, where with this one they are too many: an officer, a nurse and a cook are not all "two people"."""
    found: list[Draft] = []
    for other in before if whole.generic or whole.several else ():
        if other.part_of == [whole] and id(other) not in told and not other.fresh and not any(may_be(one, other) for one in (*found, draft)):
            found.append(other)
    return found if sum(other.size for other in found) + draft.size > whole.size else []


def _in_group(draft: Draft, beside: Draft | None, before: list[Draft]) -> list[Draft]:
    """The group in which "another" stands beside one of it, while it has room ("Three guards …. One said …, another said …")."""
    group = beside.part_of[0] if beside is not None and len(beside.part_of) == 1 and not beside.several else None
    if group is None or not group.several:
        return []
    others = sum(other.size for other in before if other.part_of == [group] and not other.several)
    rank = ORDINALS.index(draft.fresh) + 2 if draft.fresh in ORDINALS else 0
    return [group] if group.number is None or max(others + draft.size, rank) <= group.number else []
