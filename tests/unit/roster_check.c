/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each kind of mistake in a roster, in its own words: what is wrong, in which line, and which line is the other side. */
#include "unit/hand_roster.h"

#define HEADER "student_id,start,end,site,rotation,days\n"
#define B1 ",2025-09-01,2025-09-14,"
#define B2 ",2025-09-15,2025-09-28,"

static void with(uint32_t seats, const char *text, const char *kind, const char *said)
{
    struct hand_school school;
    hand_school_init(&school, HAND_PLACES, seats);
    hand_expect(&school, text, kind, said);
    hand_school_clear(&school);
}

static void two_places_at_once(void **state)
{
    (void)state;
    with(1, HEADER "a" B1 "North,medicine,\na,2025-09-10,2025-09-28,South,medicine,\n", "E1",
         "r.csv:3: error: E101 student a is in two places on 2025-09-10: South/medicine here, North/medicine in line 2\n");
    /* days of the week that differ are no clash; those that are the same are, on the first day that both hold */
    with(1, HEADER "a" B1 "North,medicine,MoTu\na" B1 "South,medicine,WeThFr\na" B2 "South,medicine,\n", "E1", "");
    with(1, HEADER "a" B1 "North,medicine,MoTu\na,2025-09-02,2025-09-14,South,medicine,Mo\na" B2 "South,medicine,\n", "E1",
         "r.csv:3: error: E101 student a is in two places on 2025-09-08: South/medicine here, North/medicine in line 2\n");
    with(1, HEADER "a" B1 "North,medicine,\na,2025-09-06,2025-09-07,South,medicine,SaSu\na" B2 "South,medicine,\n", "E1", "");
    /* not only neighbours in the file; a long stint clashes with each that begins in it */
    with(1,
         HEADER "a,2025-09-01,2025-09-28,North,medicine,\na,2025-09-01,2025-09-07,South,medicine,Sa\na,2025-09-22,2025-09-28,"
                "South,medicine,\n",
         "E101",
         "r.csv:4: error: E101 student a is in two places on 2025-09-22: South/medicine here, North/medicine in line 2\n");
    with(1, HEADER "a" B1 "North,medicine,\na" B1 "North,medicine,\na" B2 "North,medicine,\n", "E101",
         "r.csv:3: error: E101 student a is in two places on 2025-09-01: North/medicine here, North/medicine in line 2\n");
}

static void more_than_a_place_takes(void **state)
{
    (void)state;
    with(3,
         HEADER "a" B1 "North,medicine,\nb" B1 "North,medicine,\nc" B1 "North,medicine,\na" B2 "North,surgery,\nb" B2
                "North,surgery,\nc" B2 "South,,\n",
         "E1", "r.csv:4: error: E102 block 1: 3 students at North/medicine, which takes 2: a (line 2), b (line 3), c (line 4)\n");
    /* part of the week each: never three on one day */
    with(3,
         HEADER "a" B1 "North,medicine,\nb" B1 "North,medicine,MoTu\nc" B1 "North,medicine,WeThFr\n"
                "a" B2 "North,surgery,\nb" B2 "North,surgery,\nc" B2 "South,,\n",
         "E1", "");
    with(8,
         "student_id,block,site,rotation\na,1,South,\nb,1,South,\nc,1,South,\nd,1,South,\ne,1,South,\nf,1,South,\ng,1,South,\nh,"
         "1,South,\n",
         "E102",
         "r.csv:4: error: E102 block 1: 8 students at South/medicine, which takes 2: a (line 2), b (line 3), c (line 4), d (line "
         "5), e (line 6) and 3 more\n");
}

/* Somebody whose line is there twice is in two places, but is one student. */
static void students_are_counted_once(void **state)
{
    (void)state;
    static const char twice[] = HEADER "a" B1 "North,medicine,\na" B1 "North,medicine,\nb" B1 "North,medicine,\n"
                                       "a" B2 "South,,\nb" B2 "South,,\n";
    with(2, twice, "E1",
         "r.csv:3: error: E101 student a is in two places on 2025-09-01: North/medicine here, North/medicine in line 2\n");
    with(3,
         HEADER "a" B1 "North,medicine,\nc" B1 "North,medicine,\na,2025-09-08,2025-09-28,North,medicine,\nb" B1
                "North,medicine,\n",
         "E102",
         "r.csv:3: error: E102 block 1: 3 students at North/medicine, which takes 2: a (line 2), b (line 5), c (line 3)\n");
}

/* A roster of one cohort holds for all that are on placement at a time: years of the course share the sites. */
static void cohorts_share_places(void **state)
{
    (void)state;
    static const char text[] = "student_id,block,site,rotation\na,1,South,\na,2,North,medicine\na,3,South,\na,4,North,surgery\n"
                               "b,1,South,\nb,2,North,surgery\nb,3,North,medicine\nb,4,North,medicine\n";
    struct hand_school school;
    hand_school_init(&school, HAND_PLACES, 2);
    school.frame.years = 2;
    hand_expect(&school, text, "E1", ""); /* a closed school: one year at a time */
    school.frame.years_at_once = 2;
    hand_expect(&school, text, "E1",
                "r.csv:6: error: E102 block 1 of the year: 3 students of 2 placement years at South/medicine, which takes 2: a "
                "(line 2), a (line 4), "
                "b (line 6)\n");
    /* a course of three years starts again with the first */
    school.frame.years = school.frame.years_at_once = 3;
    hand_expect(&school, text, "medicine, which takes 2: a (line 2)",
                "r.csv:4: error: E102 block 1 of the year: 5 students of 3 placement years at South/medicine, which takes 2: "
                "a (line 2) in 2 years, a (line 4), b (line 6) in 2 years\n");
    hand_school_clear(&school);
}

static void cohorts_have_their_own_years(void **state)
{
    (void)state;
    struct hand_school school;
    hand_school_init(&school, "site,rotation,capacity\nSouth,medicine,1\n", 1);
    school.calendar = hand_calendar(1, 2);
    school.frame.years = school.frame.years_at_once = 2;
    hand_expect(&school, "student_id,block,site,cohort\n1,1,South,0\n1,2,South,0\n1,1,South,1\n1,2,South,1\n", "E1",
                "r.csv:4: error: E102 block 1 of the year from 2026-08-31: 2 students at South/medicine, which takes 1: 1 (line "
                "3), 1 (line 4)\n");
    hand_school_clear(&school);
}

static void what_nobody_knows(void **state)
{
    (void)state;
    with(2, HEADER "a" B1 "Nroth,medicine,\na" B2 "North,medicin,\nb" B1 "South,surgery,\nb" B2 "North,,\n", "E1",
         "r.csv:2: error: E103 unknown site \"Nroth\"; did you mean North?\n"
         "r.csv:3: error: E103 unknown rotation \"medicin\"; did you mean medicine?\n"
         "r.csv:4: error: E103 there is no rotation \"surgery\" at this site; South has medicine\n"
         "r.csv:5: error: E103 no rotation is named; North has medicine, surgery\n");
    with(1, HEADER "a" B1 ",medicine,\na" B2 "South,law,\n", "E1",
         "r.csv:2: error: E103 unknown site \"\"; allowed: North, South\n"
         "r.csv:3: error: E103 unknown rotation \"law\"; South has medicine\n");
    struct hand_school school;
    hand_school_init(&school, HAND_PLACES, 2);
    hand_school_enrol(&school, "student_id\nanna\nben\n");
    hand_expect(&school, HEADER "ana" B1 "South,,\nben" B1 "South,,\n", "E1",
                "r.csv:2: error: E103 unknown student \"ana\"; did you mean anna, of s.csv?\n");
    school.codes = "c.csv";
    school.parameters.roster_shape = ROSTER_WIDE;
    write_file("c.csv", "code,site,rotation\nNM1,North,medicine\n");
    hand_expect(&school, "student_id,1,2\nanna,NM1,NM2\nben,South,North/medicine\n", "E1",
                "r.csv:2: error: E103 unknown code \"NM2\"; did you mean NM1?\n");
    hand_school_clear(&school);
}

static void gaps(void **state)
{
    (void)state;
    with(2, HEADER "a" B1 "North,medicine,\na,2025-09-22,2025-09-28,North,medicine,\nb" B1 "South,,\nb" B2 "South,,\n", "E1",
         "r.csv:2: error: E104 student a has no place in week 3 (2025-09-15 to 2025-09-21)\n");
    /* nobody anywhere: said once */
    with(2, HEADER "a" B1 "North,medicine,\nb" B1 "South,,\nb,2025-09-22,2025-09-23,South,,\n", "E1",
         "r.csv: error: E104 nobody has a place in week 3 (2025-09-15 to 2025-09-21); if they are free, list them in "
         "calendar.placement_breaks\n"
         "r.csv:2: error: E104 student a has no place in week 4 (2025-09-22 to 2025-09-28)\n");
    /* the second year is missing for one, in several pieces */
    struct hand_school school;
    hand_school_init(&school, HAND_PLACES, 2);
    school.frame.years = 2;
    hand_expect(&school, "student_id,block,site\na,1,South\na,2,South\na,3,South\na,4,South\nb,2,South\nb,3,South\n", "E1",
                "r.csv:6: error: E104 student b has no place in weeks 1-2 (2025-09-01 to 2025-09-14), 55-56 (2026-09-14 to "
                "2026-09-27)\n");
    /* in one year only, the calendar cannot say it */
    hand_expect(&school, "student_id,block,site\na,1,South\na,2,South\na,4,South\nb,1,South\nb,2,South\nb,4,South\n",
                "nobody has",
                "r.csv: warning: W205 nobody has a place in weeks 53-54 (2026-08-31 to 2026-09-13); others have one in the same "
                "week of another year\n");
    hand_expect(&school, "student_id,block,site\na,1,South\na,2,South\na,4,South\nb,1,South\nb,2,South\nb,4,South\n", "E1", "");
    /* away on purpose */
    hand_school_enrol(&school, "student_id,unavailable\na,\nb,1\n");
    school.frame.years = 1;
    hand_expect(&school, "student_id,block,site\na,1,South\na,2,South\nb,2,South\n", "E1", "");
    hand_school_clear(&school);
}

static void students_who_are_missing(void **state)
{
    (void)state;
    with(3, "student_id,block,site\na,1,South\na,2,South\nb,1,South\nb,2,South\n", "E1",
         "r.csv: error: E105 names 2 students; school.intake is 3\n");
    struct hand_school school;
    hand_school_init(&school, HAND_PLACES, 2);
    hand_school_enrol(&school, "student_id\nanna\nzoe\n");
    hand_expect(&school, "student_id,block,site\nanna,1,South\nanna,2,South\n", "E1",
                "s.csv:3: error: E105 student zoe has no place in the roster, r.csv\n");
    hand_expect(&school, "student_id,block,site\nanna,1,South\nanna,2,South\nzoe,1,South\nzoe,2,South\nMaximilian,1,South\n",
                "E1", "r.csv:6: error: E105 student \"Maximilian\" is in the roster and not in s.csv\n");
    hand_school_clear(&school);
    /* one cohort lacks someone whom the other has */
    hand_school_init(&school, HAND_PLACES, 2);
    hand_expect(&school,
                "student_id,block,site,cohort\na,1,South,0\na,2,South,0\nb,1,South,0\nb,2,South,0\na,1,South,1\na,2,South,1\n",
                "E1", "r.csv: error: E105 student b of entry year 1 has no place in the roster, r.csv\n");
    hand_school_clear(&school);
}

static void outside_the_calendar(void **state)
{
    (void)state;
    with(1, HEADER "a,2025-09-01,2025-09-28,South,,\na,2026-08-31,2026-09-13,South,,\n", "E1",
         "r.csv:3: error: E106 2026-08-31 to 2026-09-13 is outside the placement year, 2025-09-01 to 2026-08-30 (years begin on "
         "run.start_date and every "
         "364 days)\n");
    /* a week too early: that line is outside, and not all others */
    with(1, HEADER "a,2025-08-25,2025-09-14,South,,\na,2025-09-15,2025-09-28,South,,\n", "E1",
         "r.csv:2: error: E106 2025-08-25 to 2025-09-14 is outside the placement year, 2025-09-01 to 2026-08-30 (years begin on "
         "run.start_date and every "
         "364 days)\n");
    with(1, "student_id,block,site\na,1,South\na,2,South\na,3,South\n", "E1",
         "r.csv:4: error: E106 block 3 is outside the calendar, which has 2 in 1 placement year\n");
}

/* A whole roster that begins a week before the run's year: said once, with the date that would do. */
static void another_year(void **state)
{
    (void)state;
    with(3,
         HEADER "a,2025-08-27,2025-09-14,South,,\nb,2025-08-25,2025-09-14,South,,\nc,2025-08-25,2025-09-14,North,medicine,\n"
                "a,2025-09-15,2025-09-28,South,,\n",
         "E106",
         "r.csv: error: E106 the roster's dates lie from 2025-08-25 to 2025-09-28, outside the placement year, 2025-09-01 to "
         "2026-08-30 (years begin on run.start_date and every 364 days); set run.start_date to 2025-08-25\n");
    /* no other date would do: each line is said */
    with(3, HEADER "a,2025-08-25,2025-09-14,South,,\nb,2025-08-25,2025-09-14,South,,\nc,2025-09-01,2026-09-13,North,medicine,\n",
         "E106 2025",
         "r.csv:2: error: E106 2025-08-25 to 2025-09-14 is outside the placement year, 2024-09-02 to 2025-08-31 (years begin on "
         "run.start_date and every 364 days)\n"
         "r.csv:3: error: E106 2025-08-25 to 2025-09-14 is outside the placement year, 2024-09-02 to 2025-08-31 (years begin on "
         "run.start_date and every 364 days)\n"
         "r.csv:4: error: E106 2025-09-01 to 2026-09-13 is outside the placement year, 2024-09-02 to 2025-08-31 (years begin on "
         "run.start_date and every 364 days)\n");
}

static void the_end_before_the_start(void **state)
{
    (void)state;
    with(1, HEADER "a,2025-09-14,2025-09-01,South,,\na" B2 "South,,\n", "E1",
         "r.csv:2: error: E107 the end, 2025-09-01, is before the start, 2025-09-14\n");
    with(1, HEADER "a,2025-09-06,2025-09-07,South,,\na" B2 "South,,\n", "E1",
         "r.csv:2: error: E107 between start and end lies none of the days of the week\n");
    struct hand_school school;
    hand_school_init(&school, HAND_PLACES, 1);
    school.parameters.roster_shape = ROSTER_WIDE;
    hand_expect(&school, "student_id,2025-09-14 to 2025-09-01,2\na,South,South\n", "E1",
                "r.csv:1: error: E107 column \"2025-09-14 to 2025-09-01\": the end is before the start\n");
    hand_expect(&school, "student_id,2025-09-01 to 2025-09-31,2\na,South,South\n", "E1",
                "r.csv:1: error: E108 the column's name is \"2025-09-01 to 2025-09-31\"; month 9 of 2025 has 30 days\n");
    hand_school_clear(&school);
}

static void dates_that_are_none(void **state)
{
    (void)state;
    with(
        1, HEADER "a,03/04/2025,31.12.2025,South,,\na,2025-02-31,,South,,\n", "E1",
        "r.csv:2: error: E108 start is \"03/04/2025\", allowed is a date as yyyy-mm-dd; timetable.date_format could be "
        "dd/mm/yyyy or mm/dd/yyyy\n"
        "r.csv:2: error: E108 end is \"31.12.2025\", allowed is a date as yyyy-mm-dd; timetable.date_format could be dd.mm.yyyy\n"
        "r.csv:3: error: E108 start is \"2025-02-31\"; month 2 of 2025 has 28 days\n"
        "r.csv:3: error: E108 end is \"\", allowed is a date as yyyy-mm-dd\n");
}

/* One that reads all is said once; where two do, each date says so, for nothing is guessed. */
static void dates_of_another_format(void **state)
{
    (void)state;
    with(1, HEADER "a,01/09/2025,14/09/2025,South,,\na,15/09/2025,28/09/2025,South,,\n", "E1",
         "r.csv:2: error: E108 \"01/09/2025\" is no date as yyyy-mm-dd; all dates of this file can be read as dd/mm/yyyy: say "
         "timetable.date_format: "
         "dd/mm/yyyy\n");
    with(1, HEADER "a,01/09/2025,01/10/2025,South,,\n", "E1",
         "r.csv:2: error: E108 start is \"01/09/2025\", allowed is a date as yyyy-mm-dd; timetable.date_format could be "
         "dd/mm/yyyy or mm/dd/yyyy\n"
         "r.csv:2: error: E108 end is \"01/10/2025\", allowed is a date as yyyy-mm-dd; timetable.date_format could be dd/mm/yyyy "
         "or mm/dd/yyyy\n");
}

static void required_rotations(void **state)
{
    (void)state;
    struct hand_school school;
    hand_school_init(&school, HAND_PLACES, 2);
    school.places.required[0] = school.places.required[1] = 1;
    hand_expect(&school,
                "student_id,block,site,rotation\na,1,North,medicine\na,2,South,medicine\nb,1,North,surgery\nb,2,North,medicine\n",
                "E1",
                "r.csv:2: error: E109 student a does medicine in 2 blocks of placement year 1; required is 1\n"
                "r.csv:2: error: E109 student a does surgery in 0 blocks of placement year 1; required is 1\n");
    /* half of a block's weeks is a block; less is none */
    hand_expect(&school,
                HEADER "a" B1 "North,medicine,\na,2025-09-15,2025-09-21,North,surgery,\na,2025-09-22,2025-09-28,North,surgery,\n"
                       "b" B1
                       "North,surgery,\nb,2025-09-15,2025-09-16,South,medicine,MoTu\nb,2025-09-17,2025-09-28,South,medicine,\n",
                "E1", "");
    school.frame.years = 2;
    hand_expect(&school,
                "student_id,block,site,rotation\na,1,North,medicine\na,2,North,surgery\na,3,North,medicine\na,4,North,surgery\n"
                "b,1,North,surgery\nb,2,North,medicine\nb,3,North,surgery\nb,4,North,surgery\n",
                "E1",
                "r.csv:6: error: E109 student b does medicine in 0 blocks of placement year 2; required is 1\n"
                "r.csv:6: error: E109 student b does surgery in 2 blocks of placement year 2; required is 1\n");
    hand_school_clear(&school);
}

static void warnings(void **state)
{
    (void)state;
    struct hand_school school;
    hand_school_init(&school, "site,rotation,capacity,min\nNorth,medicine,4,2\nSouth,medicine,4,0\nWest,medicine,3,1\n", 2);
    assert_int_equal(
        hand_read(&school,
                  HEADER "a,2025-09-01,2025-09-28,North,,\nb,2025-09-02,2025-09-09,South,,\nb,2025-09-10,2025-09-28,South,,\n",
                  "r.csv:2: warning: W202 block 1: 1 student at North/medicine, whose minimum is 2: a (line 2)\n"
                  "r.csv:2: warning: W202 block 2: 1 student at North/medicine, whose minimum is 2: a (line 2)\n"
                  "r.csv:2: warning: W203 block 1: alone at North: a (line 2)\n"
                  "r.csv:2: warning: W203 block 2: alone at North: a (line 2)\n"
                  "r.csv:3: warning: W203 block 1: alone at South: b (line 3)\n"
                  "r.csv:4: warning: W203 block 2: alone at South: b (line 4)\n"
                  "r.csv:3: warning: W201 student b begins at South/medicine on 2025-09-02, inside the block that begins on "
                  "2025-09-01\n"
                  "r.csv:4: warning: W201 student b begins at South/medicine on 2025-09-10, inside the block that begins on "
                  "2025-09-01\n"
                  "r.csv: warning: W204 nobody is ever at West/medicine, which takes 3\n"),
        KITH_OK);
    /* on Tuesdays only, a stint that begins on the block's first Tuesday begins with it */
    hand_expect(&school, HEADER "a,2025-09-02,2025-09-28,North,,Tu\nb,2025-09-01,2025-09-28,North,,\n", "W201", "");
    hand_school_clear(&school);
}

/* A block that a break interrupts: who goes on after it has not begun inside it. Stays in the break alone are in the holidays. */
static void breaks_inside_blocks(void **state)
{
    (void)state;
    struct hand_school school;
    hand_school_init(&school, HAND_PLACES, 2);
    for (int week = 0; week < 6; week++) /* weeks 0 and 3 to 5 are taught; the first block is 0, 3, the second 4, 5 */
        school.calendar.block[week] = (int8_t)(week == 1 || week == 2 ? -1 : week == 4 || week == 5);
    static const char goes_on[] = HEADER "a,2025-09-01,2025-09-07,South,,\na,2025-09-22,2025-10-12,South,,\n"
                                         "b,2025-09-01,2025-09-28,South,,\nb,2025-09-29,2025-10-12,North,medicine,\n";
    hand_expect(&school, goes_on, "student", "");
    /* elsewhere after the break; or not there before it */
    hand_expect(
        &school,
        HEADER "a,2025-09-01,2025-09-07,South,,\na,2025-09-15,2025-10-12,North,medicine,\n"
               "b,2025-09-01,2025-09-07,North,medicine,\nb,2025-09-08,2025-09-21,South,,\nb,2025-09-22,2025-10-12,South,,\n",
        "student ",
        "r.csv:3: warning: W201 student a begins at North/medicine on 2025-09-15, inside the block that begins on 2025-09-01\n"
        "r.csv:5: warning: W206 student b is at South/medicine from 2025-09-08 to 2025-09-19, in the holidays (weeks 1 to 2 "
        "of the year are in calendar.placement_breaks), and nobody is placed then\n"
        "r.csv:6: warning: W201 student b begins at South/medicine on 2025-09-22, inside the block that begins on 2025-09-01\n");
    hand_expect(&school,
                HEADER
                "a,2025-09-01,2025-10-12,South,,\nb,2025-09-01,2025-10-12,North,medicine,\nb,2025-09-20,2025-09-20,South,,Sa\n",
                "student ",
                "r.csv:4: warning: W206 student b is at South/medicine from 2025-09-20 to 2025-09-20, in the holidays (week 2 of "
                "the year is in calendar.placement_breaks), and nobody is placed then\n");
    hand_school_clear(&school);
}

/* Twenty of a kind, then a count; and other kinds beside them. */
static void many_are_counted(void **state)
{
    (void)state;
    struct hand_school school;
    char text[8192] = "student_id,block,site\n", said[8192] = "";
    hand_school_init(&school, HAND_PLACES, 57);
    for (int k = 0; k < 57; k++) {
        snprintf(text + strlen(text), sizeof text - strlen(text), "s%02d,1,Middle\n", k);
        if (k < 20)
            snprintf(said + strlen(said), sizeof said - strlen(said),
                     "r.csv:%d: error: E103 unknown site \"Middle\"; allowed: North, South\n", k + 2);
    }
    strcat(said, "r.csv: error: E103 and 37 more of this kind\n");
    hand_expect(&school, text, "E1", said);
    hand_school_clear(&school);
}

/* What a policy plans has no file, no lines and no labels. */
static void planned_rosters_are_checked_too(void **state)
{
    (void)state;
    struct hand_school school;
    struct kith_report report;
    struct stint stint;
    kith_report_init(&report);
    hand_school_init(&school, HAND_PLACES, 12);
    roster_init(&school.roster);
    school.roster.seats = 12;
    school.roster.years = 1;
    school.roster.day_zero = MONDAY;
    for (uint32_t seat = 0; seat < 12; seat++) {
        memset(&stint, 0, sizeof stint);
        stint.seat = seat;
        stint.last_day = 27;
        stint.place = (uint16_t)(seat < 3 ? 0 : seat % 2 + 1);
        stint.days = ROSTER_WORKDAYS;
        if (seat != 7)
            assert_int_equal(roster_add(&school.roster, &stint), KITH_OK);
    }
    for (size_t p = 1; p < 3; p++)
        school.places.at[p].capacity = 9;
    assert_int_equal(roster_check(&school.roster, &school.frame, &report), KITH_INVALID);
    unit_expect_said(&report, ": error: E102 block 1: 3 students at North/medicine, which takes 2: 01, 02, 03\n"
                              ": error: E102 block 2: 3 students at North/medicine, which takes 2: 01, 02, 03\n"
                              ": error: E105 student 08 has no place in the roster\n");
    hand_school_clear(&school);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_places_at_once),
        cmocka_unit_test(more_than_a_place_takes),
        cmocka_unit_test(students_are_counted_once),
        cmocka_unit_test(another_year),
        cmocka_unit_test(cohorts_share_places),
        cmocka_unit_test(cohorts_have_their_own_years),
        cmocka_unit_test(what_nobody_knows),
        cmocka_unit_test(gaps),
        cmocka_unit_test(students_who_are_missing),
        cmocka_unit_test(outside_the_calendar),
        cmocka_unit_test(the_end_before_the_start),
        cmocka_unit_test(dates_that_are_none),
        cmocka_unit_test(dates_of_another_format),
        cmocka_unit_test(required_rotations),
        cmocka_unit_test(warnings),
        cmocka_unit_test(breaks_inside_blocks),
        cmocka_unit_test(many_are_counted),
        cmocka_unit_test(planned_rosters_are_checked_too),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
