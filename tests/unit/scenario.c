/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario from its file and --set to the parameters of each arm, and back to text. */
#include <locale.h>

#include "unit/scenario_table.h"

static const char *const complete = "# comment\n"
                                    "schema: 1\n"
                                    "title: Peer support\n"
                                    "question: |\n"
                                    "  Does it help?\n"
                                    "  Whom?\n"
                                    "school:\n"
                                    "  intake: 120\n"
                                    "distress:\n"
                                    "  onset: 0.01\n"
                                    "arms:\n"
                                    "  none:\n"
                                    "  informal: {}\n"
                                    "  formal-1_B:\n"
                                    "    from_week: 12\n"
                                    "    programme: {supporters: 35, blocks: [6, 7], places: [break], roster: \"a b.csv\"}\n"
                                    "    distress:\n"
                                    "      onset: 0.02\n";

static const struct parameters *arm(const struct scenario *scenario, size_t i)
{
    return scenario->arms[i].parameters;
}

static void reads_a_complete_file(void **state)
{
    (void)state;
    struct scenario scenario;
    accepts(&scenario, complete);
    assert_string_equal(scenario.path, "a.yaml");
    assert_string_equal(scenario.text, complete);
    assert_string_equal(scenario.title, "Peer support");
    assert_string_equal(scenario.question, "Does it help?\nWhom?\n");
    assert_int_equal(scenario.arm_count, 3);
    assert_string_equal(scenario.arms[0].name, "none");
    assert_string_equal(scenario.arms[1].name, "informal");
    assert_string_equal(scenario.arms[2].name, "formal-1_B");
    assert_int_equal(scenario.arms[1].from_week, 0);
    assert_int_equal(scenario.arms[2].from_week, 12);
    const struct parameters *base = scenario.base;
    assert_int_equal(base->school.intake, 120);
    assert_true(base->distress.onset == 0.01);
    assert_true(base->distress.frailty_effect == 1.71);
    assert_int_equal(base->programme.supporters, 0);
    assert_memory_equal(base, arm(&scenario, 0), sizeof *base);
    assert_memory_equal(base, arm(&scenario, 1), sizeof *base);
    assert_int_equal(arm(&scenario, 2)->school.intake, 120);
    assert_true(arm(&scenario, 2)->distress.onset == 0.02);
    assert_int_equal(arm(&scenario, 2)->programme.supporters, 35);
    assert_int_equal(arm(&scenario, 2)->programme.blocks.at[1], 7);
    assert_string_equal(arm(&scenario, 2)->programme.roster.at, "a b.csv");
    scenario_clear(&scenario);
}

static void without_arms_there_is_one(void **state)
{
    (void)state;
    static const char *const texts[] = {"schema: 1\n", "schema: 1\narms:\n", "schema: 1\narms: {}\ndistress:\n"};
    for (size_t i = 0; i < 3; i++) {
        struct scenario scenario;
        accepts(&scenario, texts[i]);
        assert_int_equal(scenario.arm_count, 1);
        assert_string_equal(scenario.arms[0].name, "base");
        assert_string_equal(scenario.title, "");
        assert_string_equal(scenario.question, "");
        assert_memory_equal(scenario.base, scenario.arms[0].parameters, sizeof(struct parameters));
        scenario_clear(&scenario);
    }
}

/* defaults < file < --set < arm < --set addressed at the arm, whatever the order on the command line. */
static void order_of_precedence(void **state)
{
    (void)state;
    static const char *const sets[] = {"arms.b.programme.supporters=4", "programme.supporters=2", " programme.supporters = 3 ",
                                       "arms.c.from_week=9"};
    static const char *const text =
        "schema: 1\nprogramme: {supporters: 1}\narms:\n  a: {}\n  b: {programme: {supporters: 5}}\n  c: {}\n";
    struct scenario scenario;
    accepts(&scenario, text);
    assert_int_equal(arm(&scenario, 0)->programme.supporters, 1);
    assert_int_equal(arm(&scenario, 1)->programme.supporters, 5);
    scenario_clear(&scenario);
    accepts_sets(&scenario, text, sets, 4);
    assert_int_equal(((struct parameters *)scenario.base)->programme.supporters, 3);
    assert_int_equal(arm(&scenario, 0)->programme.supporters, 3);
    assert_int_equal(arm(&scenario, 1)->programme.supporters, 4);
    assert_int_equal(scenario.arms[2].from_week, 9);
    scenario_clear(&scenario);
}

static void sets_of_every_type(void **state)
{
    (void)state;
    static const char *const sets[] = {"school.seed=9223372036854775807", "distress.onset=1e-3",
                                       "distress.influence=none",         "programme.outreach=true",
                                       "programme.blocks=6, 7,8",         "programme.places=[break,campus]",
                                       "programme.roster=a=b c.csv",      "school.start="};
    struct scenario scenario;
    accepts_sets(&scenario, "schema: 1\nprogramme: {places: [break]}\n", sets, 8);
    const struct parameters *base = scenario.base;
    assert_true(base->school.seed == INT64_MAX);
    assert_true(base->distress.onset == 1e-3);
    assert_int_equal(base->distress.influence, 0);
    assert_true(base->programme.outreach);
    assert_int_equal(base->programme.blocks.count, 3);
    assert_int_equal(base->programme.blocks.at[2], 8);
    assert_int_equal(base->programme.places.count, 2);
    assert_int_equal(base->programme.places.at[0], 2);
    assert_string_equal(base->programme.roster.at, "a=b c.csv");
    assert_string_equal(base->school.start.at, "");
    scenario_clear(&scenario);
    static const char *const empty[] = {"programme.places="};
    accepts_sets(&scenario, "schema: 1\nprogramme: {places: [break]}\n", empty, 1);
    assert_int_equal(((struct parameters *)scenario.base)->programme.places.count, 0);
    scenario_clear(&scenario);
}

static void arm_that_hides_a_set_is_named(void **state)
{
    (void)state;
    static const char *const sets[] = {"distress.onset=0.03", "programme.supporters=2", "arms.b.distress.onset=0.05"};
    struct scenario scenario;
    struct kith_report report;
    assert_int_equal(load(&scenario, "schema: 1\narms:\n  a:\n    distress: {onset: 0.04}\n  b:\n    distress: {onset: 0.04}\n",
                          sets, 3, &report),
                     KITH_OK);
    char *said = report_text(&report);
    assert_string_equal(said,
                        "a.yaml:4:23: warning: the arm a has its own distress.onset, which --set distress.onset=0.03 does not "
                        "change; --set arms.a.distress.onset would\n");
    assert_int_equal(report.errors, 0);
    assert_true(arm(&scenario, 0)->distress.onset == 0.04);
    assert_true(arm(&scenario, 1)->distress.onset == 0.05);
    free(said);
    kith_report_clear(&report);
    scenario_clear(&scenario);
}

static void resolved_reads_back_the_same(void **state)
{
    (void)state;
    static const char *const sets[] = {"distress.frailty_effect=0.30000000000000004", "school.seed=9223372036854775807",
                                       "arms.informal.programme.roster=C:\\x \"y\"\xC2\xA0\xE2\x80\xA8.csv"};
    struct scenario scenario, again;
    accepts_sets(&scenario, complete, sets, 3);
    char *resolved = scenario_resolved(&scenario);
    assert_non_null(resolved);
    accepts(&again, resolved);
    assert_string_equal(again.title, scenario.title);
    assert_string_equal(again.question, scenario.question);
    assert_int_equal(again.arm_count, scenario.arm_count);
    assert_memory_equal(again.base, scenario.base, sizeof(struct parameters));
    for (size_t i = 0; i < scenario.arm_count; i++) {
        assert_string_equal(again.arms[i].name, scenario.arms[i].name);
        assert_int_equal(again.arms[i].from_week, scenario.arms[i].from_week);
        assert_memory_equal(again.arms[i].parameters, scenario.arms[i].parameters, sizeof(struct parameters));
    }
    char *resolved_again = scenario_resolved(&again);
    assert_string_equal(resolved_again, resolved);
    free(resolved_again);
    free(resolved);
    scenario_clear(&again);
    scenario_clear(&scenario);
}

static void resolved_says_everything(void **state)
{
    (void)state;
    struct scenario scenario;
    accepts(&scenario, complete);
    char *resolved = scenario_resolved(&scenario);
    assert_string_equal(resolved, "schema: 1\n"
                                  "title: \"Peer support\"\n"
                                  "question: \"Does it help?\\nWhom?\\n\"\n"
                                  "school:\n"
                                  "  intake: 120\n"
                                  "  seed: 1\n"
                                  "  start: \"2024-09-23\"\n"
                                  "  phases: [campus, placement]\n"
                                  "distress:\n"
                                  "  onset: 0.01\n"
                                  "  frailty_effect: 1.71\n"
                                  "  influence: per_contact\n"
                                  "programme:\n"
                                  "  supporters: 0\n"
                                  "  outreach: false\n"
                                  "  blocks: []\n"
                                  "  places: []\n"
                                  "  roster: \"\"\n"
                                  "arms:\n"
                                  "  none:\n"
                                  "    from_week: 0\n"
                                  "  informal:\n"
                                  "    from_week: 0\n"
                                  "  formal-1_B:\n"
                                  "    from_week: 12\n"
                                  "    distress:\n"
                                  "      onset: 0.02\n"
                                  "    programme:\n"
                                  "      supporters: 35\n"
                                  "      blocks: [6, 7]\n"
                                  "      places: [break]\n"
                                  "      roster: \"a b.csv\"\n");
    free(resolved);
    scenario_clear(&scenario);
}

static void text_with_every_character(void **state)
{
    (void)state;
    struct scenario scenario, again;
    accepts(&scenario, "schema: 1\ntitle: \"\\\"\\\\ \\t\\n\\r\\x01\\x7F\\N\\_ \\L \\P\\uFEFF\\uFFFE\\U0001F600 '# : {}[]\"\n");
    char *resolved = scenario_resolved(&scenario);
    accepts(&again, resolved);
    assert_string_equal(again.title, scenario.title);
    assert_string_equal(again.title, "\"\\ \t\n\r\x01\x7F\xC2\x85\xC2\xA0 \xE2\x80\xA8 \xE2\x80\xA9\xEF\xBB\xBF\xEF\xBF\xBE"
                                     "\xF0\x9F\x98\x80 '# : {}[]");
    free(resolved);
    scenario_clear(&again);
    scenario_clear(&scenario);
}

/* A program that embeds the library may write 0,5; a scenario does not. Passes by if the machine has no such locale. */
static void locale_does_not_matter(void **state)
{
    (void)state;
    static const char *const commas[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "nl_NL.UTF-8"};
    bool found = false;
    for (size_t i = 0; i < 4 && !found; i++)
        found = setlocale(LC_NUMERIC, commas[i]) != NULL;
    if (!found)
        skip();
    struct scenario scenario;
    accepts(&scenario, complete);
    assert_true(((struct parameters *)scenario.base)->distress.onset == 0.01);
    char *resolved = scenario_resolved(&scenario);
    assert_non_null(strstr(resolved, "onset: 0.01\n"));
    free(resolved);
    scenario_clear(&scenario);
    setlocale(LC_NUMERIC, "C");
}

static void value_text_fits_its_buffer(void **state)
{
    (void)state;
    struct scenario scenario;
    char buffer[64];
    accepts(&scenario, complete);
    const struct parameters *formal = arm(&scenario, 2);
    assert_string_equal(scenario_value_text(&programme_table[2], &formal->programme, buffer, sizeof buffer), "[6, 7]");
    assert_string_equal(scenario_value_text(&programme_table[4], &formal->programme, buffer, sizeof buffer), "\"a b.csv\"");
    assert_string_equal(scenario_value_text(&distress_table[2], &formal->distress, buffer, sizeof buffer), "per_contact");
    memset(buffer, 'z', sizeof buffer);
    assert_string_equal(scenario_value_text(&programme_table[2], &formal->programme, buffer, 4), "[6,");
    assert_int_equal(buffer[4], 'z');
    scenario_clear(&scenario);
}

static void errors_point_at_what_the_user_wrote(void **state)
{
    (void)state;
    static const char *const sets[] = {"distress.influence=none", "arms.informal.distress.onset=0.5"};
    struct scenario scenario;
    struct kith_report report;
    accepts_sets(&scenario, complete, sets, 2);
    kith_report_init(&report);
    assert_int_equal(scenario_error(&scenario, NULL, "distress.onset", &report, "%d base", 1), KITH_INVALID);
    scenario_error(&scenario, "none", "distress.onset", &report, "of the base");
    scenario_error(&scenario, "formal-1_B", "distress.onset", &report, "arm");
    scenario_error(&scenario, "informal", "distress.onset", &report, "set of an arm");
    scenario_error(&scenario, "formal-1_B", "distress.influence", &report, "set");
    scenario_error(&scenario, "formal-1_B", "from_week", &report, "week");
    scenario_error(&scenario, NULL, "programme.supporters", &report, "default, as far as the base goes");
    char *said = report_text(&report);
    assert_string_equal(said, "a.yaml:10:10: error: 1 base\n"
                              "a.yaml:10:10: error: of the base\n"
                              "a.yaml:18:14: error: arm\n"
                              "--set arms.informal.distress.onset=0.5: error: set of an arm\n"
                              "--set distress.influence=none: error: set\n"
                              "a.yaml:15:16: error: week\n"
                              "a.yaml: error: default, as far as the base goes\n");
    free(said);
    kith_report_clear(&report);
    assert_true(scenario_given(&scenario, NULL, "distress.onset"));
    assert_true(scenario_given(&scenario, "none", "distress.onset"));
    assert_true(scenario_given(&scenario, NULL, "distress.influence"));
    assert_true(scenario_given(&scenario, "formal-1_B", "programme.supporters"));
    assert_false(scenario_given(&scenario, "none", "programme.supporters"));
    assert_false(scenario_given(&scenario, NULL, "programme.supporters"));
    assert_false(scenario_given(&scenario, NULL, "school.seed"));
    assert_false(scenario_given(&scenario, NULL, "school.intak"));
    assert_true(scenario_given(&scenario, "formal-1_B", "from_week"));
    assert_false(scenario_given(&scenario, "none", "from_week"));
    scenario_clear(&scenario);
}

static void files_lie_beside_the_scenario(void **state)
{
    (void)state;
    struct {
        char *path;
        const char *name, *file;
    } cases[] = {{"a.yaml", "b.csv", "b.csv"},
                 {"x/a.yaml", "b.csv", "x/b.csv"},
                 {"/x/y/a.yaml", "../b.csv", "/x/y/../b.csv"},
                 {"x/a.yaml", "/b.csv", "/b.csv"},
                 {"/a.yaml", "b.csv", "/b.csv"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *file = scenario_file(&(struct scenario){.path = cases[i].path}, cases[i].name);
        assert_string_equal(file, cases[i].file);
        free(file);
    }
}

static void illegal_defaults_are_found(void **state)
{
    (void)state;
    static const struct parameter rows[] = {
        {"good", PARAMETER_WHOLE, "1", NULL, 0, 9, "3", "test", .offset = 0},
        {"bad", PARAMETER_WHOLE, "1", NULL, 0, 9, "12", "test", .offset = 8},
        {"worse", PARAMETER_REAL, "1", NULL, 0, 9, "", "test", .offset = 16},
    };
    static const struct parameter_section section = {"s", rows, 3, 0, false};
    const struct scenario_schema schema = {&section, 1, 24};
    int64_t parameters[3] = {-1, -1, -1};
    struct kith_report report;
    kith_report_init(&report);
    assert_int_equal(scenario_defaults(&schema, parameters, &report), KITH_INVALID);
    char *said = report_text(&report);
    assert_string_equal(said,
                        ": error: the default of s.bad is 12, allowed is a whole number from 0 to 9\n"
                        ": error: the default of s.worse has no value, allowed is a number from 0 to 9; leave it out to keep "
                        "the default\n");
    assert_int_equal(parameters[0], 3);
    assert_int_equal(parameters[1], -1);
    free(said);
    kith_report_clear(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_complete_file),
        cmocka_unit_test(without_arms_there_is_one),
        cmocka_unit_test(order_of_precedence),
        cmocka_unit_test(sets_of_every_type),
        cmocka_unit_test(arm_that_hides_a_set_is_named),
        cmocka_unit_test(resolved_reads_back_the_same),
        cmocka_unit_test(resolved_says_everything),
        cmocka_unit_test(text_with_every_character),
        cmocka_unit_test(locale_does_not_matter),
        cmocka_unit_test(value_text_fits_its_buffer),
        cmocka_unit_test(errors_point_at_what_the_user_wrote),
        cmocka_unit_test(files_lie_beside_the_scenario),
        cmocka_unit_test(illegal_defaults_are_found),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
