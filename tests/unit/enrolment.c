/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Students: labels become seats, and every mistake has its line. */
#include "unit/hand_roster.h"

static void labels_become_seats(void **state)
{
    (void)state;
    struct hand_school school;
    hand_school_init(&school, HAND_PLACES, 4);
    hand_school_enrol(&school, "student_id,group,home_site,unavailable,attributes\n"
                               "ben,B,South,1;2,10\nanna,A,,\"2, 1\",\nCy,,North,,01\ndan,B,,,11\n");
    const struct enrolment *e = &school.enrolment;
    assert_int_equal(e->count, 4);
    static const char *const label[] = {"Cy", "anna", "ben", "dan"};
    static const uint32_t group[] = {ENROLMENT_NO_GROUP, 0, 1, 1};
    static const int32_t home[] = {0, PLACE_NONE, 1, PLACE_NONE};
    static const uint64_t unavailable[] = {0, 3, 3, 0};
    static const uint8_t attributes[] = {2, ENROLMENT_NO_ATTRIBUTES, 1, 3};
    static const int line[] = {4, 3, 2, 5};
    for (int s = 0; s < 4; s++) {
        assert_string_equal(e->label[s], label[s]);
        assert_int_equal(e->group[s], group[s]);
        assert_int_equal(e->home_site[s], home[s]);
        assert_int_equal(e->unavailable[s], unavailable[s]);
        assert_int_equal(e->attributes[s], attributes[s]);
        assert_int_equal(e->line[s], line[s]);
    }
    enrolment_forget(&school.enrolment);
    assert_null(e->label);
    assert_null(e->file);
    hand_school_clear(&school);
}

static void labels_may_be_twins(void **state)
{
    (void)state;
    struct hand_school school;
    struct kith_report report;
    kith_report_init(&report);
    hand_school_init(&school, HAND_PLACES, 4);
    write_file("s.csv", "student_id\nanna\n\"anna \"\nben\nAnna\nannab\n");
    assert_int_equal(enrolment_read(&school.enrolment, "s.csv", &school.places, 2, &report), KITH_OK);
    unit_expect_said(&report, "s.csv:3: warning: W207 student \"anna \" is taken for another than \"anna\", line 2; only capital "
                              "letters or spaces differ\n"
                              "s.csv:5: warning: W207 student \"Anna\" is taken for another than \"anna \", line 3; only capital "
                              "letters or spaces differ\n");
    enrolment_clear(&school.enrolment);
    hand_expect(&school,
                "student_id,block,site\ns03,1,South\ns03,2,South\nb,1,South\nb,2,South\nc,1,North/medicine\nS03,2,South\n",
                "W207",
                "r.csv:7: warning: W207 student \"S03\" is taken for another than \"s03\", line 2; only capital letters or "
                "spaces differ\n");
    hand_school_clear(&school);
}

static void refuses(const char *text, const char *said)
{
    struct hand_school school;
    struct kith_report report;
    kith_report_init(&report);
    hand_school_init(&school, HAND_PLACES, 2);
    write_file("s.csv", text);
    assert_int_equal(enrolment_read(&school.enrolment, "s.csv", &school.places, 2, &report), KITH_INVALID);
    /* labels may be good where other columns are not */
    assert_int_equal(school.enrolment.count > 0, strstr(said, "E103") != NULL);
    unit_expect_said(&report, said);
    hand_school_clear(&school);
}

/* Mistakes in other columns do not hide what is wrong between the students and the roster, and nothing wrong is said for them. */
static void rosters_are_read_against_bad_students(void **state)
{
    (void)state;
    struct hand_school school;
    struct kith_report report;
    kith_report_init(&report);
    hand_school_init(&school, HAND_PLACES, 2);
    write_file("s.csv", "student_id,home_site,unavailable\nanna,Nroth,x\nben,,\n");
    assert_int_equal(enrolment_read(&school.enrolment, "s.csv", &school.places, 2, &report), KITH_INVALID);
    kith_report_clear(&report);
    hand_expect(&school, "student_id,block,site\nana,1,South\nben,1,South\nben,2,South\n", "E1",
                "r.csv:2: error: E103 unknown student \"ana\"; did you mean anna, of s.csv?\n");
    hand_expect(&school, "student_id,block,site\nanna,1,South\nben,1,South\n", "E1",
                "r.csv: error: E104 nobody has a place in weeks 3-4 (2025-09-15 to 2025-09-28); if they are free, list them in "
                "calendar.placement_breaks\n");
    /* nor does another number of students */
    school.seats = 3;
    hand_expect(&school, "student_id,block,site\nanna,1,South\nanna,2,South\nben,1,Suth\nben,2,South\n", "error",
                "s.csv: error: names 2 students; school.intake is 3\n"
                "r.csv:4: error: E103 unknown site \"Suth\"; did you mean South?\n");
    hand_school_clear(&school);
}

static void mistakes_are_told(void **state)
{
    (void)state;
    refuses("student_id\n", "s.csv: error: names no student\n");
    refuses("student,grup\na,b\n",
            "s.csv:1: error: unknown column \"student\"; did you mean student_id?\n"
            "s.csv:1: error: unknown column \"grup\"; did you mean group?\n"
            "s.csv:1: error: column \"student_id\" is missing\n");
    refuses("student_id,group\nanna,A\nben,A\nanna,A\n,B\n", "s.csv:4: error: student \"anna\" is there twice, first in line 2\n"
                                                             "s.csv:5: error: student_id is empty\n");
    refuses(
        "student_id,home_site,unavailable,attributes\nanna,Nroth,3,1\nben,,0;x,02\ncy,,1-2,011\n",
        "s.csv:2: error: E103 unknown home_site \"Nroth\"; did you mean North?\n"
        "s.csv:2: error: unavailable is \"3\", allowed are numbers of blocks of a placement year, from 1 to 2, as in 3;4\n"
        "s.csv:2: error: attributes is \"1\", allowed are two digits 0 or 1, as in 01 (a spreadsheet must hold them as text)\n"
        "s.csv:3: error: unavailable is \"0;x\", allowed are numbers of blocks of a placement year, from 1 to 2, as in 3;4\n"
        "s.csv:3: error: attributes is \"02\", allowed are two digits 0 or 1, as in 01 (a spreadsheet must hold them as text)\n"
        "s.csv:4: error: unavailable is \"1-2\", allowed are numbers of blocks of a placement year, from 1 to 2, as in 3;4\n"
        "s.csv:4: error: attributes is \"011\", allowed are two digits 0 or 1, as in 01 (a spreadsheet must hold them as "
        "text)\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_become_seats),
        cmocka_unit_test(labels_may_be_twins),
        cmocka_unit_test(mistakes_are_told),
        cmocka_unit_test(rosters_are_read_against_bad_students),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
