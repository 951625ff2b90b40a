/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places: from a file or made up; what a scenario changes in them. */
#include "unit/hand_roster.h"

static struct timetable_parameters none;

/* "site/rotation capacity" of each, then what was said. */
static void makes(const char *file, const struct timetable_parameters *parameters, const char *expected, const char *said)
{
    struct places places;
    struct kith_report report;
    char text[2048] = "";
    kith_report_init(&report);
    if (file)
        write_file("p.csv", file);
    enum kith_status status = places_init(&places, parameters, file ? "p.csv" : NULL, &report);
    for (size_t k = 0; k < places.count; k++) {
        const struct place *p = &places.at[k];
        assert_int_equal(places_find(&places, p->site, p->rotation), k);
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s/%s %d%s%s;", places.site_label[p->site],
                 places.rotation_label[p->rotation], p->capacity, p->facilitated ? "f" : "", places.emptied[p->site] ? "e" : "");
    }
    assert_int_equal(status, report.errors ? KITH_INVALID : KITH_OK);
    unit_expect_said(&report, said);
    assert_string_equal(text, expected);
    places_clear(&places);
}

static void files_are_read(void **state)
{
    (void)state;
    makes("site,rotation,capacity\nSouth,surgery,3\nNorth,surgery,2\nNorth,medicine,1\n", &none,
          "North/medicine 1;North/surgery 2;South/surgery 3;", "");
    makes("capacity;site\n4;B\n5;A\n", &none, "A/ 5;B/ 4;", "");
    struct places places;
    struct kith_report report;
    kith_report_init(&report);
    write_file("p.csv", "site,rotation,capacity,min,weekly_hours,social_share,remote,facilitated\n"
                        "A,,4,2,37.5,0.2,yes,1\nB,,4,,,,,\n");
    assert_int_equal(places_init(&places, &none, "p.csv", &report), KITH_OK);
    unit_expect_said(&report, "");
    assert_int_equal(places.at[0].least, 2);
    assert_near(places.at[0].weekly_hours, 37.5, 0);
    assert_near(places.at[0].social_share, 0.2, 1e-7);
    assert_true(places.at[0].remote && places.at[0].facilitated);
    assert_int_equal(places.at[1].least, 0);
    assert_near(places.at[1].weekly_hours, PLACE_OPEN, 0);
    assert_near(places.at[1].social_share, PLACE_OPEN, 0);
    assert_true(places.at[1].remote); /* unless it says no */
    assert_false(places.at[1].facilitated);
    places_clear(&places);
    /* where commas do not separate fields, they may be in numbers */
    write_file("p.csv", "site;capacity;weekly_hours;social_share\nA;4;32,5;0,25\n");
    assert_int_equal(places_init(&places, &none, "p.csv", &report), KITH_OK);
    unit_expect_said(&report, "");
    assert_near(places.at[0].weekly_hours, 32.5, 0);
    assert_near(places.at[0].social_share, 0.25, 0);
    places_clear(&places);
    makes("site;capacity;weekly_hours\nA;4;1.032,5\nB;4;1,0,3\nC;4,5;,\n", &none, "",
          "p.csv:2: error: weekly_hours is \"1.032,5\", allowed is a number from 0 to 168\n"
          "p.csv:3: error: weekly_hours is \"1,0,3\", allowed is a number from 0 to 168\n"
          "p.csv:4: error: capacity is \"4,5\", allowed is a whole number from 0 to 1000000\n"
          "p.csv:4: error: weekly_hours is \",\", allowed is a number from 0 to 168\n");
    makes("site,capacity,weekly_hours\nA,4,\"32,5\"\n", &none, "",
          "p.csv:2: error: weekly_hours is \"32,5\", allowed is a number from 0 to 168\n");
}

static void mistakes_are_told(void **state)
{
    (void)state;
    makes("site,rotaton,capacity\nA,x,1\n", &none, "", "p.csv:1: error: unknown column \"rotaton\"; did you mean rotation?\n");
    makes("site,capacity\n", &none, "", "p.csv: error: names no place; a line is needed for each\n");
    makes("site,rotation,capacity\nA,x,1\nA,,1\n,x,2\n", &none, "",
          "p.csv:4: error: site is empty\n"
          "p.csv:3: error: rotation is empty here and given in other lines; give it in all or in none\n");
    makes("site,rotation,capacity\nA,x,1\nA,y,1\nA,x,2\n", &none, "", "p.csv:4: error: A/x is there twice, first in line 2\n");
    makes("site,capacity,min,weekly_hours,social_share,remote\nA,-1,x,169,1.1,maybe\nB,1.5,,,,\n", &none, "",
          "p.csv:2: error: capacity is \"-1\", allowed is a whole number from 0 to 1000000\n"
          "p.csv:2: error: min is \"x\", allowed is a whole number from 0 to 1000000\n"
          "p.csv:2: error: weekly_hours is \"169\", allowed is a number from 0 to 168\n"
          "p.csv:2: error: social_share is \"1.1\", allowed is a number from 0 to 1\n"
          "p.csv:2: error: remote is \"maybe\", allowed is yes, no, true, false, 1, 0 or nothing (no)\n"
          "p.csv:3: error: capacity is \"1.5\", allowed is a whole number from 0 to 1000000\n");
}

static void a_scenario_changes_them(void **state)
{
    (void)state;
    static const char file[] = "site,rotation,capacity\nNorth,medicine,5\nNorth,surgery,3\nNorth,gp,2\nSouth,gp,0\n";
    struct timetable_parameters p = {.capacity = {1, {{"North", "5"}}}, .facilitated_sites = {1, {2}}};
    /* 1, 2.5 and 1.5: of equal remainders the first in order */
    makes(file, &p, "North/gp 1;North/medicine 3;North/surgery 1;South/gp 0f;", "");
    p = (struct timetable_parameters){.capacity = {2, {{"North", "0"}, {"South", "7"}}}};
    makes(file, &p, "North/gp 0e;North/medicine 0e;North/surgery 0e;South/gp 7;", "");
    p = (struct timetable_parameters){.capacity = {2, {{"Nroth", "4"}, {"South", "few"}}},
                                      .required = {2, {{"medicin", "1"}, {"surgery", "53"}}},
                                      .facilitated_sites = {1, {3}}};
    makes(file, &p, "",
          ": error: timetable.required names \"medicin\", which is no rotation; did you mean medicine?\n"
          ": error: timetable.required: surgery is \"53\", allowed is a whole number from 0 to 52\n"
          ": error: timetable.capacity names \"Nroth\", which is no site; did you mean North?\n"
          ": error: timetable.capacity: South is \"few\", allowed is a whole number from 0 to 1000000\n"
          ": error: timetable.facilitated_sites names site 3; there are 2\n");
    p = (struct timetable_parameters){.facilitated_sites = {1, {1}}};
    makes("site,capacity,facilitated\nA,1,no\n", &p, "",
          ": error: timetable.facilitated_sites is given, and timetable.places has a column facilitated; keep one of them\n");
}

/* As large as it was or not, a site's rotations add up to what it takes, and each is within one of its share. */
static void shares_add_up(void **state)
{
    (void)state;
    uint64_t seed = 31;
    for (int trial = 0; trial < 300; trial++) {
        int rotations = 1 + (int)unit_below(&seed, 8), total = 0, before[8], wanted = (int)unit_below(&seed, 60), after = 0;
        char text[512] = "site,rotation,capacity\n";
        struct timetable_parameters p = {.capacity = {1, {{"A", ""}}}};
        struct places places;
        struct kith_report report;
        kith_report_init(&report);
        snprintf(p.capacity.at[0].value, sizeof p.capacity.at[0].value, "%d", wanted);
        for (int r = 0; r < rotations; r++) {
            before[r] = (int)unit_below(&seed, 9);
            total += before[r];
            snprintf(text + strlen(text), sizeof text - strlen(text), "A,r%d,%d\n", r, before[r]);
        }
        write_file("p.csv", text);
        assert_int_equal(places_init(&places, &p, "p.csv", &report), KITH_OK);
        for (int r = 0; r < rotations; r++) {
            after += places.at[r].capacity;
            double share = total ? (double)wanted * before[r] / total : (double)wanted / rotations;
            assert_true(places.at[r].capacity >= floor(share) && places.at[r].capacity <= ceil(share));
        }
        assert_int_equal(after, wanted);
        assert_int_equal(places.emptied[0], wanted == 0);
        places_clear(&places);
    }
}

static void numbers_find_their_labels(void **state)
{
    (void)state;
    struct timetable_parameters p = {.site_capacity = {10, {6, 6, 6, 6, 6, 6, 6, 6, 6, 6}},
                                     .rotations = 2,
                                     .capacity = {1, {{"3", "0"}}},
                                     .required = {1, {{"2", "4"}}},
                                     .facilitated_sites = {2, {1, 10}}};
    struct places places;
    struct kith_report report;
    kith_report_init(&report);
    assert_int_equal(places_init(&places, &p, NULL, &report), KITH_OK);
    unit_expect_said(&report, "");
    assert_string_equal(places.site_label[2], "03");
    assert_true(places.emptied[2] && places.at[4].capacity == 0 && places.at[5].capacity == 0);
    assert_true(places.at[0].facilitated && places.at[1].facilitated && !places.at[2].facilitated && places.at[19].facilitated);
    assert_int_equal(places.required[0], 1);
    assert_int_equal(places.required[1], 4);
    assert_int_equal(places_site(&places, "3"), 2);
    assert_int_equal(places_site(&places, "003"), 2);
    assert_int_equal(places_site(&places, "10"), 9);
    static const char *const no_site[] = {"0", "", "11", "3a", " 3", "00000000000000000003333333333333333"};
    for (size_t k = 0; k < sizeof no_site / sizeof *no_site; k++)
        assert_int_equal(places_site(&places, no_site[k]), PLACE_NONE);
    places_clear(&places);
    write_file("p.csv", "site,capacity\n3,1\n03,1\n05,1\n");
    p = (struct timetable_parameters){0};
    assert_int_equal(places_init(&places, &p, "p.csv", &report), KITH_OK);
    assert_int_equal(places_site(&places, "3"), 2); /* as written */
    assert_int_equal(places_site(&places, "03"), 0);
    assert_int_equal(places_site(&places, "003"), PLACE_NONE); /* either */
    assert_int_equal(places_site(&places, "5"), 1);
    places_clear(&places);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_read), cmocka_unit_test(mistakes_are_told),         cmocka_unit_test(a_scenario_changes_them),
        cmocka_unit_test(shares_add_up),  cmocka_unit_test(numbers_find_their_labels),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
