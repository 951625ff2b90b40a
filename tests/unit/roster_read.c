/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rosters in all the shapes that planners hold become the same stints; what cannot be read says why. */
#include "unit/hand_roster.h"

/* Two students, two blocks of two weeks; days 0-13 and 14-27. */
static const char *const expected = "0/0 0-13 North/medicine t0 d31;0/0 14-27 South/medicine t0 d31;"
                                    "0/1 0-13 North/surgery t0 d31;0/1 14-27 North/medicine t0 d31;";

static void reads_as(struct hand_school *school, const char *text, const char *stints, const char *said)
{
    char got[4096];
    assert_int_equal(hand_read(school, text, said), KITH_OK);
    assert_string_equal(hand_stints(&school->roster, &school->places, got, sizeof got), stints);
}

/* Read in full, whatever the checks find. Warnings are not compared. */
static void reads_stints(struct hand_school *school, const char *text, const char *stints)
{
    struct kith_report report;
    char got[4096];
    kith_report_init(&report);
    write_file("r.csv", text);
    roster_clear(&school->roster);
    enum kith_status status =
        roster_read(&school->roster, "r.csv", school->codes, &school->parameters, MONDAY, school->seats, school->frame, &report);
    if (status != KITH_OK)
        fail_msg("%s", unit_said(&report));
    assert_string_equal(hand_stints(&school->roster, &school->places, got, sizeof got), stints);
    kith_report_clear(&report);
}

static void long_files_are_read(void **state)
{
    (void)state;
    struct hand_school school;
    hand_school_init(&school, HAND_PLACES, 2);
    reads_as(&school,
             "student_id,start,end,site,rotation,team,days\n"
             "anna,2025-09-01,2025-09-14,North,medicine,,\nanna,2025-09-15,2025-09-28,South,medicine,,\n"
             "ben,2025-09-01,2025-09-14,North,surgery,,\nben,2025-09-15,2025-09-28,North,medicine,,MoTuWeThFr\n",
             expected,
             "r.csv:5: warning: W203 block 2: alone at North: ben (line 5)\n"
             "r.csv:3: warning: W203 block 2: alone at South: anna (line 3)\n");
    assert_int_equal(school.roster.seats, 2);
    assert_int_equal(school.roster.years, 1);
    assert_int_equal(school.roster.cohorts, 1);
    assert_int_equal(school.roster.entry_year, 0);
    assert_int_equal(school.roster.day_zero, MONDAY);
    assert_int_equal(school.roster.stint[3].line, 5);
    /* blocks instead, lines in another order, semicolons, columns of another name, and one that is not read; South has one rotation */
    school.parameters.columns = (struct parameter_map){2, {{"site", "Site(s)"}, {"student_id", "Number"}}};
    reads_as(&school,
             "Number;block;Site(s);rotation;Mail\nben;2;North;medicine;x\nanna;B 2;South;;\nben;1;North;surgery;\nanna;Block "
             "1;North;medicine;\n",
             expected,
             "r.csv:1: warning: columns that are not read: \"Mail\"\n"
             "r.csv:2: warning: W203 block 2: alone at North: ben (line 2)\n"
             "r.csv:3: warning: W203 block 2: alone at South: anna (line 3)\n");
    school.parameters.columns.count = 0;
    school.parameters.date_format = DATE_DMY_SLASH;
    reads_stints(&school,
                 "student_id,start,end,site,rotation\n"
                 "anna,1/9/2025,14/9/2025,North,medicine\nanna,15/9/2025,28/9/2025,South,medicine\n"
                 "ben,01/09/2025,14/09/2025,North,surgery\nben,15/09/2025,28/09/2025,North,medicine\n",
                 expected);
    hand_school_clear(&school);
}

static void wide_files_are_read(void **state)
{
    (void)state;
    static const char *const headers[] = {"1,2", "B1,Block 2", "2025-09-01,2025-09-15",
                                          "2025-09-01 to 2025-09-14,2025-09-15 to 2025-09-28"};
    struct hand_school school;
    hand_school_init(&school, HAND_PLACES, 2);
    school.parameters.roster_shape = ROSTER_WIDE;
    for (size_t k = 0; k < sizeof headers / sizeof *headers; k++) {
        char text[512];
        snprintf(text, sizeof text, "student_id,%s,Mail\nanna,North/medicine,South,a@b\nben,North / surgery,North/medicine,\n",
                 headers[k]);
        reads_stints(&school, text, expected);
    }
    /* by weeks: what goes on inside a block is one stint */
    reads_stints(
        &school,
        "student_id,2025-09-01,2025-09-08,2025-09-15,2025-09-22\n"
        "anna,North/medicine,North/medicine,South,South\nben,North/surgery,North/surgery,North/medicine,North/medicine\n",
        expected);
    reads_stints(&school,
                 "student_id,2025-09-01,2025-09-08,2025-09-15,2025-09-22\n"
                 "anna,South,South,South,South\nben,South,North/surgery,South,South\n",
                 "0/0 0-13 South/medicine t0 d31;0/0 14-27 South/medicine t0 d31;0/1 0-6 South/medicine t0 d31;"
                 "0/1 7-13 North/surgery t0 d31;0/1 14-27 South/medicine t0 d31;");
    write_file("c.csv", "code,site,rotation\nNM,North,medicine\nNS,North,surgery\nS,South,medicine\nAL,,\n");
    school.codes = "c.csv";
    reads_stints(&school, "student_id,1,2\nanna,NM,S\nben,NS,North/medicine\n", expected);
    /* several places in a week, and days that are free */
    school.codes = NULL;
    reads_stints(
        &school,
        "student_id,1,2\nanna,North/medicine (MoTu) + South (WeThFr),South/medicine\nben,North/surgery (Sa),North/surgery\n",
        "0/0 0-13 North/medicine t0 d3;0/0 0-13 South/medicine t0 d28;0/0 14-27 South/medicine t0 d31;"
        "0/1 0-13 North/surgery t0 d32;0/1 14-27 North/surgery t0 d31;");
    hand_school_clear(&school);
}

#define ALLOWED                                                                                                                  \
    "allowed are numbers of blocks (\"3\", \"Block 3\", \"B3\"), weeks (\"Week 7\", \"W7\"), first dates (yyyy-mm-dd), or "      \
    "\"DATE to DATE\"\n"

/* A column that is no block is left alone beside those that are, unless it stands among them or holds places. */
static void columns_may_be_mistyped(void **state)
{
    (void)state;
    struct hand_school school;
    hand_school_init(&school, HAND_PLACES, 2);
    school.parameters.roster_shape = ROSTER_WIDE;
    /* the week before is not stretched over the lost one: nobody is in two places, and South is not overfull */
    hand_expect(&school,
                "student_id,Home,,2025-09-01,8 Sep,2025-09-15,2025-09-22,Remarks,\n"
                "anna,North,,South,South,North/medicine,North/medicine,x,\nben,North,,South,North/medicine,South,South,,\n",
                "",
                "r.csv:1: error: E108 column 5, \"8 Sep\", is no block, but stands between columns of blocks; " ALLOWED
                "r.csv:1: warning: columns that are not read: \"Home\", \"Remarks\"\n" HAND_NOT_CHECKED);
    hand_expect(&school, "student_id,1 Sep,2025-09-15\nanna,North/medicine,South\nben,North/medicine (MoTu) + South (We),South\n",
                "error", "r.csv:1: error: E108 column 2, \"1 Sep\", is no block, but holds places; " ALLOWED);
    hand_expect(&school, "student_id,2025-09-01,,2025-09-15\nanna,South,North/medicine,South\nben,South,,South\n", "error",
                "r.csv:1: error: E108 column 3, \"\", is no block, but stands between columns of blocks; " ALLOWED);
    hand_expect(&school, "student_id,Tutor group 2,1,,2\nanna,x,South,,South\nben,South x,South,,South\n", "columns",
                "r.csv:1: warning: columns that are not read: \"Tutor group 2\"\n");
    school.codes = "c.csv";
    write_file("c.csv", "code,site,rotation\nNM,North,medicine\nS,South,medicine\n");
    hand_expect(&school, "student_id,1,Last\nanna,NM,S\nben,S,NM\n", "error",
                "r.csv:1: error: E108 column 3, \"Last\", is no block, but holds places; " ALLOWED);
    hand_school_clear(&school);
}

static void lines_and_columns_may_be_there_twice(void **state)
{
    (void)state;
    struct hand_school school;
    hand_school_init(&school, HAND_PLACES, 2);
    school.parameters.roster_shape = ROSTER_WIDE;
    hand_expect(
        &school, "student_id,1,2\nanna,North/medicine,South\nben,North/medicine,South\nanna,North/medicine,South\n", "E1",
        "r.csv:4: error: E101 student anna has lines 2 and 4 for the same time; places at one time stand in one cell, joined "
        "by \" + \"\n");
    hand_expect(&school,
                "student_id,2025-09-01,2025-09-15,2025-09-15\nanna,North/medicine,South,North/surgery\nben,South,South,South\n",
                "error", "r.csv:1: error: E101 columns 3, \"2025-09-15\", and 4, \"2025-09-15\", are the same date\n");
    hand_expect(&school, "student_id,1,2,B2\nanna,North/medicine,South,South\nben,South,South,South\n", "error",
                "r.csv:1: error: E101 columns 3, \"2\", and 4, \"B2\", are the same block\n");
    /* columns that overlap otherwise: once for a student, not for each block */
    hand_expect(
        &school,
        "student_id,2025-09-01 to 2025-09-14,2025-09-08 to 2025-09-21,2025-09-15 to 2025-09-28\n"
        "anna,North/medicine,South,North/surgery\nben,South,,South\n",
        "E101",
        "r.csv:2: error: E101 student anna is in two places on 2025-09-08: South/medicine here, North/medicine in line 2\n");
    /* lines that complete each other are no mistake, nor are those of two years of entry */
    reads_stints(&school, "student_id,1,2\nanna,North/medicine,\nben,North/surgery,North/medicine\nanna,,South\n", expected);
    reads_stints(
        &school, "student_id,cohort,1,2\nanna,0,South,South\nben,0,South,South\nanna,1,South,South\nben,1,South,South\n",
        "0/0 0-13 South/medicine t0 d31;0/0 14-27 South/medicine t0 d31;0/1 0-13 South/medicine t0 d31;0/1 14-27 "
        "South/medicine t0 d31;1/0 0-13 South/medicine t0 d31;1/0 14-27 South/medicine t0 d31;1/1 0-13 South/medicine t0 "
        "d31;1/1 14-27 South/medicine t0 d31;");
    hand_school_clear(&school);
}

static void weeks_may_be_numbered(void **state)
{
    (void)state;
    struct hand_school school;
    hand_school_init(&school, HAND_PLACES, 2);
    school.parameters.roster_shape = ROSTER_WIDE;
    reads_stints(&school,
                 "student_id,Week 1,W2,wk 3,Week 4\nanna,North/medicine,North/medicine,South,South\n"
                 "ben,North/surgery,North/surgery,North/medicine,North/medicine\n",
                 expected);
    hand_expect(&school, "student_id,1,2,3,4\nanna,South,South,South,South\nben,South,South,South,South\n", "E1",
                "r.csv:1: error: E106 columns \"3\" and 1 more are outside the calendar, which has 2 blocks in 1 "
                "placement year; columns of weeks are named \"Week 3\" or by their first date\n");
    hand_school_clear(&school);
}

static void days_of_cells_may_be_mistyped(void **state)
{
    (void)state;
    struct hand_school school;
    hand_school_init(&school, HAND_PLACES, 2);
    school.parameters.roster_shape = ROSTER_WIDE;
    hand_expect(&school, "student_id,1,2\nanna,North/medicine (Mo-We),South (x)\nben,Suth (Mo-We),South\n", "error",
                "r.csv:2: error: E114 days is \"Mo-We\", allowed are Mo Tu We Th Fr Sa Su one after another, as in MoTuWe\n"
                "r.csv:2: error: E114 days is \"x\", allowed are Mo Tu We Th Fr Sa Su one after another, as in MoTuWe\n"
                "r.csv:3: error: E103 unknown site \"Suth (Mo-We)\"; allowed: North, South\n");
    school.codes = "c.csv";
    write_file("c.csv", "code,site,rotation\nNM,North,medicine\nS,South,medicine\n");
    hand_expect(&school, "student_id,1,2\nanna,NM (Xx),S\nben,S (MoTu),NM (Mo) + S (Tu-Fr)\n", "error",
                "r.csv:2: error: E114 days is \"Xx\", allowed are Mo Tu We Th Fr Sa Su one after another, as in MoTuWe\n"
                "r.csv:3: error: E114 days is \"Tu-Fr\", allowed are Mo Tu We Th Fr Sa Su one after another, as in MoTuWe\n");
    hand_school_clear(&school);
}

static void names_may_be_odd(void **state)
{
    (void)state;
    struct hand_school school;
    hand_school_init(&school, "site,rotation,capacity\nGeneral (East),GP/1,4\nA/B,GP/1,4\nA/B,x (y),4\n", 1);
    school.parameters.roster_shape = ROSTER_WIDE;
    reads_stints(&school, "student_id,1,2\nanna,General (East) (Mo) + A/B/x (y) (Tu),General (East)\n",
                 "0/0 0-13 A/B/x (y) t0 d2;0/0 0-13 General (East)/GP/1 t0 d1;0/0 14-27 General (East)/GP/1 t0 d31;");
    hand_school_clear(&school);
}

static void teams_are_numbered(void **state)
{
    (void)state;
    struct hand_school school;
    hand_school_init(&school, HAND_PLACES, 2);
    school.calendar = hand_calendar(2, 1);
    static const char *const teams[][4] = {{"red", "blue", "", "red"}, {"7", "", "12", "7"},     {"07", "1", "7", "1"},
                                           {"", "", "", ""},           {"09", "10", "11", "09"}, {"1048576", "1", "2", "1"}};
    static const unsigned numbers[][4] = {{2, 1, 0, 2}, {7, 0, 12, 7}, {1, 2, 3, 2}, {0, 0, 0, 0}, {9, 10, 11, 9}, {2, 1, 3, 1}};
    for (size_t t = 0; t < sizeof teams / sizeof *teams; t++) {
        char text[512];
        snprintf(text, sizeof text,
                 "student_id,block,site,rotation,team\na,1,North,medicine,%s\na,2,North,medicine,%s\n"
                 "b,1,North,surgery,%s\nb,2,North,surgery,%s\n",
                 teams[t][0], teams[t][1], teams[t][2], teams[t][3]);
        hand_read(&school, text, "r.csv: warning: W204 nobody is ever at South/medicine, which takes 2\n");
        assert_int_equal(school.roster.count, 4);
        for (size_t k = 0; k < 4; k++)
            assert_int_equal(school.roster.stint[k].team, numbers[t][k]);
    }
    hand_school_clear(&school);
}

/* Day 0 is the latest year's beginning on or before the earliest date, in years of 364 days from the run's start date. */
static void years_begin_where_they_should(void **state)
{
    (void)state;
    static const struct {
        const char *start;
        int64_t day_zero;
        int32_t first;
    } cases[] = {{"2025-09-01", MONDAY, 0},       {"2025-09-08", MONDAY, 7},           {"2026-08-30", MONDAY, 363},
                 {"2026-08-31", MONDAY + 364, 0}, {"2022-09-05", MONDAY - 3 * 364, 0}, {"2022-09-04", MONDAY - 4 * 364, 363}};
    struct hand_school school;
    hand_school_init(&school, HAND_PLACES, 1);
    school.calendar = hand_calendar(1, 52);
    school.frame.years = 2;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        char text[256];
        struct kith_report report;
        kith_report_init(&report);
        snprintf(text, sizeof text, "student_id,start,end,site,rotation,days\na,%s,%s,North,medicine,MoTuWeThFrSaSu\n",
                 cases[k].start, cases[k].start);
        write_file("r.csv", text);
        assert_int_equal(roster_read_pins(&school.roster, "r.csv", &school.parameters, MONDAY, 1, school.frame, &report),
                         KITH_INVALID);
        kith_report_clear(&report); /* "a" is no number; now with one */
        snprintf(text, sizeof text, "student_id,start,end,site,rotation,days\n1,%s,%s,North,medicine,MoTuWeThFrSaSu\n",
                 cases[k].start, cases[k].start);
        write_file("r.csv", text);
        assert_int_equal(roster_read_pins(&school.roster, "r.csv", &school.parameters, MONDAY, 1, school.frame, &report),
                         KITH_OK);
        unit_expect_said(&report, "");
        assert_int_equal(school.roster.day_zero, cases[k].day_zero);
        assert_int_equal(school.roster.stint[0].first_day, cases[k].first);
        roster_clear(&school.roster);
    }
    hand_school_clear(&school);
}

/* The second cohort's dates are a year later; blocks need no dates. */
static void cohorts_follow_yearly(void **state)
{
    (void)state;
    struct hand_school school;
    hand_school_init(&school, HAND_PLACES, 1);
    school.calendar = hand_calendar(1, 2);
    reads_stints(&school,
                 "student_id,start,end,site,rotation,cohort\n1,2026-08-31,2026-09-13,South,medicine,-1\n1,2025-09-01,2025-09-14,"
                 "North,surgery,-2\n",
                 "0/0 0-13 North/surgery t0 d31;1/0 0-13 South/medicine t0 d31;");
    assert_int_equal(school.roster.entry_year, -2);
    assert_int_equal(school.roster.cohorts, 2);
    assert_int_equal(school.roster.day_zero, MONDAY);
    reads_stints(&school, "student_id,block,site,rotation,cohort\n1,1,South,medicine,4\n1,1,North,surgery,3\n",
                 "0/0 0-13 North/surgery t0 d31;1/0 0-13 South/medicine t0 d31;");
    assert_int_equal(school.roster.entry_year, 3);
    hand_school_clear(&school);
}

/* Labels of students.csv; or numbers, as kith itself exports them, if they are none. */
static void seats_are_those_of_the_students_file(void **state)
{
    (void)state;
    struct hand_school school;
    hand_school_init(&school, HAND_PLACES, 2);
    hand_school_enrol(&school, "student_id\nben\nanna\n");
    const char *stints = "0/0 0-13 North/medicine t0 d31;0/0 14-27 North/surgery t0 d31;"
                         "0/1 0-13 North/surgery t0 d31;0/1 14-27 North/medicine t0 d31;";
    school.parameters.roster_shape = ROSTER_WIDE;
    reads_stints(&school, "student_id,1,2\nben,North/surgery,North/medicine\nanna,North/medicine,North/surgery\n", stints);
    reads_stints(&school, "student_id,1,2\n2,North/surgery,North/medicine\n1,North/medicine,North/surgery\n", stints);
    assert_int_equal(hand_read(&school, "student_id,1,2\n3,North/surgery,North/medicine\n1,North/medicine,North/surgery\n",
                               "r.csv:3: error: E105 student \"1\" is in the roster and not in s.csv\n"
                               "r.csv:2: error: E105 student \"3\" is in the roster and not in s.csv\n" HAND_NOT_CHECKED),
                     KITH_INVALID);
    school.seats = 3;
    assert_int_equal(hand_read(&school, "student_id,1,2\n",
                               "s.csv: error: names 2 students; school.intake is 3\n"
                               "r.csv: error: E105 names no student; school.intake is 2\n"),
                     KITH_INVALID);
    hand_school_clear(&school);
}

static void pins_are_partial(void **state)
{
    (void)state;
    struct hand_school school;
    struct kith_report report;
    char got[512];
    kith_report_init(&report);
    hand_school_init(&school, HAND_PLACES, 30);
    school.frame.years = 2;
    write_file("r.csv", "student_id,block,site,rotation\n7,3,North,medicine\n07,4,South,\n30,1,North,surgery\n");
    assert_int_equal(roster_read_pins(&school.roster, "r.csv", &school.parameters, MONDAY, 30, school.frame, &report), KITH_OK);
    unit_expect_said(&report, "");
    assert_string_equal(hand_stints(&school.roster, &school.places, got, sizeof got),
                        "0/6 364-377 North/medicine t0 d31;0/6 378-391 South/medicine t0 d31;0/29 0-13 North/surgery t0 d31;");
    assert_int_equal(school.roster.years, 2);
    roster_clear(&school.roster);
    write_file("r.csv",
               "student_id,block,site,rotation\n31,3,North,medicine\n7,1,North,medicine\n7,1,South,medicine\n7,5,South,\n");
    assert_int_equal(roster_read_pins(&school.roster, "r.csv", &school.parameters, MONDAY, 30, school.frame, &report),
                     KITH_INVALID);
    unit_expect_said(
        &report,
        "r.csv:2: error: E103 unknown student \"31\"; without timetable.students, students are numbers from 1 to 30\n"
        "r.csv:5: error: E106 block 5 is outside the calendar, which has 4 in 2 placement years\n"
        "r.csv:4: error: E101 student 07 is in two places on 2025-09-01: South/medicine here, North/medicine in line 3\n");
    assert_int_equal(school.roster.count, 0);
    hand_school_clear(&school);
}

static void a_roster_alone_says_what_it_can(void **state)
{
    (void)state;
    struct roster_alone alone;
    struct kith_report report;
    struct timetable_parameters parameters = {.block_weeks = 6};
    char got[1024];
    kith_report_init(&report);
    /* Wednesday, 10 September 2025 is in the second week of the roster, which begins on Monday the 1st */
    write_file("r.csv",
               "student_id,start,end,site,rotation\nben,2025-09-02,2025-09-14,South,gp\nben,2025-09-29,2025-10-03,South,er\n"
               "anna,2025-09-10,2025-09-21,North,gp\n");
    assert_int_equal(roster_read_alone(&alone, "r.csv", NULL, &parameters, &report), KITH_OK);
    unit_expect_said(&report, "");
    assert_string_equal(hand_stints(&alone.roster, &alone.places, got, sizeof got),
                        "0/0 9-20 North/gp t0 d31;0/1 1-13 South/gp t0 d31;0/1 28-32 South/er t0 d31;");
    assert_int_equal(alone.roster.seats, 2);
    assert_int_equal(alone.roster.day_zero, MONDAY);
    assert_int_equal(alone.places.sites, 2);
    assert_int_equal(alone.places.count, 3);
    assert_int_equal(alone.places.at[0].capacity, INT32_MAX);
    assert_int_equal(alone.calendar.blocks, 3);
    static const int8_t block[] = {0, 1, 1, -1, 2, -1};
    assert_memory_equal(alone.calendar.block, block, sizeof block);
    roster_alone_clear(&alone);

    parameters.roster_shape = ROSTER_WIDE;
    parameters.block_weeks = 20;
    write_file("r.csv", "student_id,1,3\nben,South,North\nanna,,South/gp\n");
    assert_int_equal(roster_read_alone(&alone, "r.csv", NULL, &parameters, &report), KITH_OK);
    unit_expect_said(&report, "");
    assert_string_equal(hand_stints(&alone.roster, &alone.places, got, sizeof got),
                        "0/0 364-503 South/gp t0 d31;0/1 0-139 South/ t0 d31;0/1 364-503 North/ t0 d31;");
    assert_int_equal(alone.calendar.blocks, 2);
    assert_int_equal(alone.roster.years, 2);
    roster_alone_clear(&alone);

    parameters.roster_shape = ROSTER_LONG;
    write_file("r.csv", "student_id,start,end,site\nben,2025-09-02,2025-09-14,\nben,2025-09-29,soon,South\n");
    assert_int_equal(roster_read_alone(&alone, "r.csv", NULL, &parameters, &report), KITH_INVALID);
    unit_expect_said(&report, "r.csv:3: error: E108 end is \"soon\", allowed is a date as yyyy-mm-dd\n"
                              "r.csv:2: error: E103 site is empty\n"
                              "r.csv: error: no student has a place that can be read\n");
    assert_null(alone.places.at);
    write_file("r.csv", "");
    assert_int_equal(roster_read_alone(&alone, "r.csv", NULL, &parameters, &report), KITH_INVALID);
    unit_expect_said(&report, "r.csv: error: is empty; a header line is needed\n");
}

static void fields_are_checked(void **state)
{
    (void)state;
    struct hand_school school;
    hand_school_init(&school, HAND_PLACES, 2);
    hand_read(
        &school,
        "student_id,block,site,rotation,days,cohort\n,1,North,medicine,,0\na,one,North,medicine,,0\na,1,North,medicine,MoXx,0\n"
        "a,1,North,medicine,,first\nb,521,North,medicine,,0\n",
        "r.csv:2: error: E114 student_id is empty\n"
        "r.csv:3: error: E114 block is \"one\", allowed is a whole number from 1 to 520\n"
        "r.csv:4: error: E114 days is \"MoXx\", allowed are Mo Tu We Th Fr Sa Su one after another, as in MoTuWe\n"
        "r.csv:5: error: E114 cohort is \"first\", allowed is the year of entry as a whole number (0 begins in week 0)\n"
        "r.csv:6: error: E114 block is \"521\", allowed is a whole number from 1 to 520\n" HAND_NOT_CHECKED);
    hand_read(&school, "student_id,block,site,rotation,cohort\na,1,North,medicine,0\nb,1,North,medicine,64\n",
              "r.csv: error: E114 cohort goes from 0 to 64, allowed are at most 64 years of entry\n"
              "r.csv: warning: nothing else was checked because of the errors above\n");
    hand_read(&school, "student_id,block,site\n", "r.csv: error: E105 names no student; school.intake is 2\n");
    hand_read(&school, "student_id,site\na,North\n",
              "r.csv:1: error: has no columns \"start\" and \"end\", and no \"block\" in their place\n");
    hand_read(&school, "student_id,1,2\na,North,South\n",
              "r.csv:1: error: column \"site\" is missing; the header has \"student_id\", \"1\", \"2\"; timetable.columns: "
              "{site: \"...\"} would say "
              "which it is\n"
              "r.csv:1: error: has no columns \"start\" and \"end\", and no \"block\" in their place; if it has a column for "
              "each block, say "
              "timetable.roster_shape: wide\n"
              "r.csv:1: warning: columns that are not read: \"1\", \"2\"\n");
    school.parameters.roster_shape = ROSTER_WIDE;
    hand_read(&school, "student_id,site\na,North\n",
              "r.csv:1: error: no column is a block: their names are numbers of blocks (\"3\", \"Block 3\", \"B3\"), weeks "
              "(\"Week 7\", \"W7\"), first dates (yyyy-mm-dd), or \"DATE to DATE\"\n"
              "r.csv:1: warning: columns that are not read: \"site\"\n");
    school.codes = "c.csv";
    write_file("c.csv", "code,site,rotation\nNM,North,medicine\nNM,North,surgery\n,South,\n");
    hand_read(&school, "student_id,1,2\na,NM,NM\n",
              "c.csv:4: error: code is empty\nc.csv:3: error: code \"NM\" is there twice, first in line 2\n");
    hand_school_clear(&school);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_files_are_read),
        cmocka_unit_test(wide_files_are_read),
        cmocka_unit_test(columns_may_be_mistyped),
        cmocka_unit_test(lines_and_columns_may_be_there_twice),
        cmocka_unit_test(weeks_may_be_numbered),
        cmocka_unit_test(days_of_cells_may_be_mistyped),
        cmocka_unit_test(names_may_be_odd),
        cmocka_unit_test(teams_are_numbered),
        cmocka_unit_test(years_begin_where_they_should),
        cmocka_unit_test(cohorts_follow_yearly),
        cmocka_unit_test(seats_are_those_of_the_students_file),
        cmocka_unit_test(pins_are_partial),
        cmocka_unit_test(a_roster_alone_says_what_it_can),
        cmocka_unit_test(fields_are_checked),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
