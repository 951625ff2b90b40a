/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names, structure, arms and --set: each mistake with its whole message and place, all of them in one go. */
#include "unit/scenario_table.h"

#include "base/suggest.h"

static void schema_of_the_file(void **state)
{
    (void)state;
    refuses("title: a\n", "a.yaml: error: the key schema is missing; begin with the line schema: 1\n");
    refuses("title: a\nschema: 2\nfuture: 1\n",
            "a.yaml:2:1: error: the file is written for schema 2, and this version of kith reads schema 1; use a newer kith\n");
    static const char *const wrong[] = {"0", "-1", "one", "'1'", "1.0", "", "[1]", "01"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char text[64];
        snprintf(text, sizeof text, "schema: %s\ntitle: a\n", wrong[i]);
        refuses(text, "a.yaml:1:1: error: schema must be 1, without quotes\n");
    }
}

static void title_and_question(void **state)
{
    (void)state;
    refuses("schema: 1\ntitle:\nquestion: [a, b]\n", "a.yaml:2:1: error: title has no value; write a sentence or delete the key\n"
                                                     "a.yaml:3:1: error: question must be text; put it in quotes\n");
}

static void unknown_names(void **state)
{
    (void)state;
    refuses(
        "schema: 1\n"
        "distres:\n  onset: 1\n"
        "onset: 0.1\n"
        "distress:\n  onst: 0.1\n  Influence: none\n  supporters: 3\n  weather: fine\n"
        "zebra: 1\n",
        "a.yaml:2:1: error: there is no section distres; did you mean distress?\n"
        "a.yaml:4:1: error: onset belongs in section distress; write it there, on an indented line\n"
        "a.yaml:6:3: error: section distress has no key onst; did you mean onset?\n"
        "a.yaml:7:3: error: section distress has no key Influence; did you mean influence?\n"
        "a.yaml:8:3: error: section distress has no key supporters; it belongs in section programme\n"
        "a.yaml:9:3: error: section distress has no key weather; allowed: onset, frailty_effect, influence\n"
        "a.yaml:10:1: error: there is no section zebra; allowed: schema, title, question, arms, school, distress, programme\n");
    refuses(
        "schema: 1\n\"\\e[31m\": 1\n",
        "a.yaml:2:1: error: there is no section ?[31m; allowed: schema, title, question, arms, school, distress, programme\n");
}

static void structure_of_sections(void **state)
{
    (void)state;
    refuses("schema: 1\ndistress: 0.1\nprogramme:\n  - supporters\n",
            "a.yaml:2:1: error: section distress must hold keys with values, each on an indented line of its own\n"
            "a.yaml:3:1: error: section programme must hold keys with values, each on an indented line of its own\n");
}

static void mistakes_in_arms(void **state)
{
    (void)state;
    refuses("schema: 1\n"
            "arms:\n"
            "  for mal: {}\n"
            "  a123456789b123456789c123456789d123456789e: {}\n"
            "  \"\": {}\n"
            "  formal:\n"
            "    from_week: -1\n"
            "    school: {intake: 5}\n"
            "    programm: {supporters: 5}\n"
            "    onset: 1\n"
            "    title: x\n"
            "    distress:\n"
            "      onset: 1.7\n"
            "      onst: 1\n"
            "  informal: yes\n"
            "  listed: [distress]\n"
            "  late: {from_week: 1.5}\n",
            "a.yaml:3:3: error: the name of the arm \"for mal\" must be 1 to 40 letters a-z or A-Z, digits, _ or -\n"
            "a.yaml:4:3: error: the name of the arm \"a123456789b123456789c123456789d123456789e\" must be 1 to 40 letters a-z or "
            "A-Z, "
            "digits, _ or -\n"
            "a.yaml:5:3: error: the name of the arm \"\" must be 1 to 40 letters a-z or A-Z, digits, _ or -\n"
            "a.yaml:7:16: error: arms.formal.from_week is -1, allowed is a whole number from 0 to 2147483647 (week)\n"
            "a.yaml:8:5: error: section school is structural: it cannot differ between arms; write it outside of them\n"
            "a.yaml:9:5: error: an arm has no section programm; did you mean programme?\n"
            "a.yaml:10:5: error: onset belongs in section distress of the arm; write it there, on an indented line\n"
            "a.yaml:11:5: error: an arm has no section title; allowed: from_week, distress, programme\n"
            "a.yaml:13:14: error: arms.formal.distress.onset is 1.7, allowed is a number from 0 to 1 (1/week)\n"
            "a.yaml:14:7: error: section distress has no key onst; did you mean onset?\n"
            "a.yaml:15:3: error: the arm informal must hold from_week and sections, or nothing\n"
            "a.yaml:16:3: error: the arm listed must hold from_week and sections, or nothing\n"
            "a.yaml:17:21: error: arms.late.from_week is 1.5, allowed is a whole number from 0 to 2147483647 (week): a whole "
            "number is "
            "written in full, without point and exponent, as in 1000000\n");
    refuses("schema: 1\narms: [formal, {a: 1}]\n",
            "a.yaml:2:1: error: arms must hold the names of the arms, each with a colon on an indented line of its own\n");
    refuses("schema: 1\narms: formal\n",
            "a.yaml:2:1: error: arms must hold the names of the arms, each with a colon on an indented line of its own\n");
}

static void number_of_arms(void **state)
{
    (void)state;
    char text[4096] = "schema: 1\narms:\n", arm[32];
    for (int i = 0; i < SCENARIO_ARMS_MAX; i++) {
        snprintf(arm, sizeof arm, "  a%d: {from_week: %d}\n", i, i);
        strcat(text, arm);
    }
    struct scenario scenario;
    accepts(&scenario, text);
    assert_int_equal(scenario.arm_count, SCENARIO_ARMS_MAX);
    assert_int_equal(scenario.arms[63].from_week, 63);
    scenario_clear(&scenario);
    strcat(text, "  last: {}\n");
    refuses(text, "a.yaml:67:3: error: there are more than 64 arms; delete some, or split the file\n");
}

static void refuses_set(const char *set, const char *message)
{
    char line[1024];
    snprintf(line, sizeof line, "--set %s: error: %s\n", set, message);
    refuses_sets("schema: 1\narms: {formal: {}, informal: {}}\n", &set, 1, line);
}

static void mistakes_in_sets(void **state)
{
    (void)state;
    refuses_set("distress.onset=1.7", "distress.onset is 1.7, allowed is a number from 0 to 1 (1/week)");
    refuses_set("distress.onset=",
                "distress.onset has no value, allowed is a number from 0 to 1 (1/week); leave it out to keep the default");
    refuses_set(
        "programme.blocks=6,,x",
        "item 2 of programme.blocks is \"\", allowed is a whole number from 1 to 52 (week)\n"
        "--set programme.blocks=6,,x: error: item 3 of programme.blocks is x, allowed is a whole number from 1 to 52 (week)");
    refuses_set("programme.places=campsu",
                "item 1 of programme.places is campsu, allowed is one of campus, placement, break; did you mean campus?");
    refuses_set("distress.onset", "write <section>.<key>=<value>");
    refuses_set("distres.onst=1", "there is no parameter distres.onst; did you mean distress.onset?");
    refuses_set("onset=1", "there is no parameter onset; did you mean distress.onset?");
    refuses_set("supporter=1", "there is no parameter supporter; did you mean programme.supporters?");
    refuses_set("distress.weather=1", "there is no parameter distress.weather; allowed: onset, frailty_effect, influence");
    refuses_set("zebra.onset=1", "there is no parameter zebra.onset; allowed: school, distress, programme");
    refuses_set("zebra=1", "there is no parameter zebra");
    refuses_set("distress=1", "there is no parameter distress");
    refuses_set("=1", "there is no parameter ");
    refuses_set("arms.formal.programme.supporters=501",
                "arms.formal.programme.supporters is 501, allowed is a whole number from 0 to 500 (student)");
    refuses_set("arms.formal.from_week=-1", "arms.formal.from_week is -1, allowed is a whole number from 0 to 2147483647 (week)");
    refuses_set("arms.formal.programm.supporters=5",
                "there is no parameter arms.formal.programm.supporters; did you mean arms.formal.programme.supporters?");
    refuses_set("arms.fromal.programme.supporters=5", "there is no arm fromal; did you mean formal?");
    refuses_set("arms.zebra.programme.supporters=5", "there is no arm zebra; allowed: formal, informal");
    refuses_set("arms.formal=5", "an arm's value is written as arms.<arm>.<section>.<key>=<value>");
    refuses_set("arms.formal.school.intake=5", "section school is structural: it cannot differ between arms");
    static const char *const dirty[] = {"programme.roster=\x1B[31m\xFF"};
    refuses_sets("schema: 1\n", dirty, 1, "--set programme.roster=?[31m?: error: the text is not clean UTF-8\n");
}

static void all_in_one_go(void **state)
{
    (void)state;
    static const char *const sets[] = {"distress.onset=2", "programme.supporters=5"};
    refuses_sets("schema: 1\nschool: {intake: 0}\narms:\n  a: {programme: {supporters: 3}, distress: {onset: 3}}\n", sets, 2,
                 "a.yaml:2:18: error: school.intake is 0, allowed is a whole number from 1 to 10000 (student)\n"
                 "--set distress.onset=2: error: distress.onset is 2, allowed is a number from 0 to 1 (1/week)\n"
                 "a.yaml:4:53: error: arms.a.distress.onset is 3, allowed is a number from 0 to 1 (1/week)\n"
                 "a.yaml:4:31: warning: the arm a has its own programme.supporters, which --set programme.supporters=5 does not "
                 "change; --set arms.a.programme.supporters would\n");
}

static void distance_between_words(void **state)
{
    (void)state;
    static const char *const names[] = {"onset", "offset", "supporters", "at", NULL};
    assert_string_equal(suggest_nearest("onset", names), "onset");
    assert_string_equal(suggest_nearest("osnet", names), "onset"); /* a swap is one mistake */
    assert_string_equal(suggest_nearest("offest", names), "offset");
    assert_string_equal(suggest_nearest("SUPPORTER", names), "supporters");
    assert_string_equal(suggest_nearest("a", names), "at");
    assert_null(suggest_nearest("x", names));
    assert_null(suggest_nearest("", names));
    assert_null(suggest_nearest("reporting", names));
    char word[200];
    memset(word, 'o', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    assert_null(suggest_nearest(word, names));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(schema_of_the_file),    cmocka_unit_test(title_and_question), cmocka_unit_test(unknown_names),
        cmocka_unit_test(structure_of_sections), cmocka_unit_test(mistakes_in_arms),   cmocka_unit_test(number_of_arms),
        cmocka_unit_test(mistakes_in_sets),      cmocka_unit_test(all_in_one_go),      cmocka_unit_test(distance_between_words),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
