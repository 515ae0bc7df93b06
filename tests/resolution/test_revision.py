"""Rules 1 and 2, each as a story: what stands after retractions and corrections."""

from tests.stories import told

NOWHERE = "sha256:" + "0" * 64

CORRECTED = told("""
    2024-03-05: s1 says bridge on 2024-03-04: closed [killed at least 1]
    2024-03-09: s2 corrects s1: bridge on 2024-03-03: closed [killed at least 2]
""")


def test_before_its_publication_a_correction_changes_nothing() -> None:
    """By the 8th the first account stands."""
    assert CORRECTED.reports(by="2024-03-08") == {"bridge": {"s1"}}


def test_from_its_publication_the_replacement_stands() -> None:
    """By the 9th the correction stands in the place of the first account."""
    assert CORRECTED.reports(by="2024-03-09") == {"bridge": {"s2"}}
    assert str(CORRECTED.known("2024-03-09")[0].figures["killed"]) == "at least 2"


def test_before_the_original_was_published_there_is_nothing() -> None:
    """By the 4th nobody had reported it."""
    assert CORRECTED.reports(by="2024-03-04") == {}


def test_our_own_correction_stands_from_the_originals_date() -> None:
    """A coding mistake was never published: its mend counts from the original's day."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
                    s2 corrects s1: bridge on 2024-03-03: closed
    """)
    assert story.reports(by="2024-03-04") == {}
    assert story.reports(by="2024-03-05") == {"bridge": {"s2"}}
    assert story.known()[0].accounts[0].published.day == 5


def test_our_own_correction_is_seen_from_when_we_noticed() -> None:
    """On the recorded clock the mistake was there until it was mended."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
                    s2 corrects s1: bridge on 2024-03-03: closed
    """)
    assert story.reports(position=1) == {"bridge": {"s1"}}


def test_chain_of_corrections_ends_in_the_last() -> None:
    """A correction may correct a correction's account."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
        2024-03-06: s2 corrects s1: bridge on 2024-03-03: closed
        2024-03-07: s3 corrects s2: bridge on 2024-03-02: closed
    """)
    assert story.reports() == {"bridge": {"s3"}}
    assert story.problems() == []


def test_account_put_back_stands_again() -> None:
    """A, then B, then A again: the second A is a correction of B, and stands."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: A
        2024-03-06: s2 corrects s1: bridge on 2024-03-04: B
        2024-03-07: s3 corrects s2: bridge on 2024-03-04: A
    """)
    assert [story.known(by=f"2024-03-0{day}")[0].summary for day in (5, 6, 7)] == ["A", "B", "A"]


def test_rival_corrections_are_all_kept_and_flagged() -> None:
    """Two corrections of one record both stand, and are told as rivals."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
        2024-03-06: s2 corrects s1: bridge on 2024-03-03: closed
        2024-03-07: s3 corrects s1: bridge on 2024-03-02: closed
    """)
    assert story.reports() == {"bridge": {"s2", "s3"}}
    assert story.problems() == [("rival-corrections", {"s1", "s2", "s3"})]


def test_retracted_report_is_gone() -> None:
    """From its retraction on there is no entry."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
        2024-03-06: s2 retracts s1 (withdrawn)
    """)
    assert story.reports(by="2024-03-05") == {"bridge": {"s1"}}
    assert story.reports(by="2024-03-06") == {}


def test_reinstated_report_is_back() -> None:
    """Reinstating withdraws the retraction."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
        2024-03-06: s2 retracts s1 (withdrawn)
        2024-03-07: s3 reinstates s2
    """)
    assert story.reports(by="2024-03-06") == {}
    assert story.reports(by="2024-03-07") == {"bridge": {"s1"}}


def test_retracting_a_reinstatement_lets_the_retraction_act() -> None:
    """Amendments are withdrawn like anything else."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
                    s2 retracts s1
                    s3 reinstates s2
                    s4 retracts s3
    """)
    assert story.reports() == {}


def test_one_of_two_retractions_reinstated_is_not_enough() -> None:
    """A record is withdrawn as long as any retraction of it stands."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
        2024-03-06: s2 retracts s1 (withdrawn)
        2024-03-07: s3 retracts s1 (withdrawn)
                    s4 reinstates s2
    """)
    assert story.reports() == {}


def test_with_a_withdrawn_record_goes_what_stands_in_its_place() -> None:
    """A correction of a retracted report stands no more, and is told."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
        2024-03-06: s2 corrects s1: bridge on 2024-03-03: closed
        2024-03-07: s3 retracts s1 (withdrawn)
    """)
    assert story.reports() == {}
    assert story.problems() == [("withdrawn-target", {"s1", "s2"})]


def test_withdrawn_correction_gives_the_original_back() -> None:
    """Without its correction the first account stands as if nothing had been."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
        2024-03-06: s2 corrects s1: bridge on 2024-03-03: closed
        2024-03-07: s3 retracts s2 (withdrawn)
    """)
    assert story.reports() == {"bridge": {"s1"}}


def test_correction_behind_a_withdrawn_one_acts_on_what_that_named() -> None:
    """In the middle of a chain a withdrawn correction is passed over."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
        2024-03-06: s2 corrects s1: bridge on 2024-03-03: closed
        2024-03-07: s3 corrects s2: bridge on 2024-03-02: closed
                    s4 retracts s2
    """)
    assert story.reports() == {"bridge": {"s3"}}
    assert story.problems() == []


def test_correction_of_an_unseen_correction_waits() -> None:
    """What it names is not published yet, so it has no effect, and is no problem."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
        2024-03-08: s2 corrects s1: bridge on 2024-03-03: closed
                    s3 corrects s2: bridge on 2024-03-02: closed
    """)
    assert story.reports(by="2024-03-07") == {"bridge": {"s1"}}
    assert story.problems(by="2024-03-07") == []


def test_dangling_amendment_is_told_until_its_target_arrives() -> None:
    """A correction of what is not in the log yet is kept, and acts when that comes."""
    early = told(f"""
        2024-03-06: s2 corrects {NOWHERE}: bridge on 2024-03-03: closed
    """)
    assert early.problems() == [("dangling-target", {"s2", NOWHERE})]
    first = CORRECTED.log.read()[0].record
    second = CORRECTED.log.read()[1].record
    late = told("2024-03-05: s9 says dam on 2024-03-04: closed").log
    late.append(second)  # type: ignore[arg-type]  # nothing in that story is erased
    assert [each.code.value for each in late.as_of().problems] == ["dangling-target"]
    late.append(first)  # type: ignore[arg-type]  # as above
    assert late.as_of().problems == ()
    assert late.as_of().entry("bridge").summary == "closed"


def test_replacement_may_move_to_another_happening() -> None:
    """A report that was filed under the wrong key moves with its correction."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
                    s2 corrects s1: dam on 2024-03-04: closed
    """)
    assert story.reports() == {"dam": {"s2"}}


def test_amendment_of_the_wrong_sort_is_told() -> None:
    """A reinstatement names a retraction, not a report; it has no effect."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
                    s2 reinstates s1
    """)
    assert story.reports() == {"bridge": {"s1"}}
    assert story.problems() == [("wrong-target", {"s1", "s2"})]


def test_correction_of_a_retraction_is_told() -> None:
    """Only accounts can be corrected."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
        2024-03-06: s2 retracts s1 (withdrawn)
        2024-03-07: s3 corrects s2: bridge on 2024-03-03: closed
    """)
    assert story.reports() == {}
    assert story.problems() == [("wrong-target", {"s2", "s3"})]


def test_erased_record_is_gone_from_earlier_views_too() -> None:
    """A body that was erased is in no view, and each view says so."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
        2024-03-06: s2 says dam on 2024-03-05: closed
                    s3 erases s1
    """)
    assert story.reports(position=1) == {}
    assert story.reports() == {"dam": {"s2"}}
    assert story.problems() == [("erased", {"s1", "s3"})]
    assert [each.code.value for each in story.known(position=1).problems] == ["erased"]


def test_erased_correction_is_passed_over_like_a_withdrawn_one() -> None:
    """The erasure keeps what the erased correction named, so the next one acts on that."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
        2024-03-06: s2 corrects s1: bridge on 2024-03-03: closed
        2024-03-07: s3 corrects s2: bridge on 2024-03-02: closed
                    s4 erases s2, which corrected s1
    """)
    assert story.reports() == {"bridge": {"s3"}}


def test_erasure_cannot_be_retracted() -> None:
    """What was lawfully removed does not come back by an amendment."""
    story = told("""
        2024-03-05: s1 says bridge on 2024-03-04: closed
                    s2 erases s1
                    s3 retracts s2
    """)
    assert story.reports() == {}
    assert ("wrong-target", {"s2", "s3"}) in story.problems()
