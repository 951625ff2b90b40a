/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading results files again, counting the interaction log by hand, and hiding small numbers; relations and topics. */
#include "unit/hand_world.h"

#include <hdf5.h>
#include <unistd.h>

#include "archive/archive.h"
#include "base/parameter.h"
#include "experiment/log/log.h"
#include "observe/observe.h"
#include "process/help.h"

enum { ROWS_MAX = 64 };

/* A log made by hand: one arm, schools 1 and 2, weeks from 2018-08-27. */
struct hand {
    struct kith_log log;
    char *arms[1], *sites[1];
    int32_t replicates[2], columns[LOG_COLUMNS][ROWS_MAX];
};

static void hand_log(struct hand *hand)
{
    static char name[] = "North";
    static const char *const words[LOG_CATEGORIES][2] = {
        {"friend", "supporter_unassigned"}, {"giver", "receiver"}, {"in_person", "call"}, {"studies", "mood"}};
    *hand =
        (struct hand){.log = {.arms = 1, .replicates = 2, .first_day = 17770, .sites = 1}, .replicates = {1, 2}, .sites = {name}};
    hand->log.site = hand->sites;
    hand->log.arm = hand->arms;
    hand->log.replicate = hand->replicates;
    for (int c = 0; c < LOG_COLUMNS; c++)
        hand->log.column[c] = hand->columns[c];
    for (int c = 0; c < LOG_CATEGORIES; c++) {
        hand->log.words[c].count = 2;
        memcpy(hand->log.words[c].word, words[c], sizeof words[c]);
    }
}

static void hand_event(struct hand *hand, int32_t week, int32_t receiver, int32_t giver, int32_t formal, int32_t topic)
{
    int32_t place = receiver % 3 - 1, poor = receiver % 2, relieved = receiver % 4 == 0;
    const int32_t values[LOG_COLUMNS] = {0,     1,    week,     receiver, giver, formal, receiver % 2, 30, 2,
                                         place, poor, relieved, formal,   0,     1,      topic};
    for (int c = 0; c < LOG_COLUMNS; c++)
        hand->columns[c][hand->log.rows] = values[c];
    hand->log.rows++;
}

static const struct kith_log_table *table(const struct kith_log_summary *summary, const char *name)
{
    for (size_t t = 0; t < KITH_LOG_TABLES; t++)
        if (strcmp(summary->table[t].name, name) == 0)
            return &summary->table[t];
    fail_msg("no table %s", name);
    return NULL;
}

static void encounters_are_counted(void **state)
{
    (void)state;
    struct hand hand;
    struct kith_log_summary summary;
    hand_log(&hand);
    for (int32_t k = 0; k < 6; k++) {
        hand_event(&hand, k, 100 + k, 7, 1, 0);
        hand_event(&hand, k, 100 + k, 7, 1, 1);
        hand_event(&hand, 10, 100 + k, 8, 0, k % 2);
    }
    assert_int_equal(kith_log_summarise(&hand.log, 0, 1, &summary), KITH_OK);
    assert_int_equal(summary.total[KITH_LOG_FORMAL].encounters, 12);
    assert_int_equal(summary.total[KITH_LOG_FORMAL].students, 6);
    assert_int_equal(summary.total[KITH_LOG_FORMAL].minutes, 360);
    assert_int_equal(summary.total[KITH_LOG_FORMAL].referred, KITH_LOG_FEW); /* 6 times, but 3 students */
    assert_int_equal(summary.total[KITH_LOG_INFORMAL].encounters, 6);
    assert_int_equal(summary.supporters, 1);
    assert_near(summary.mean_formal, 6, 1e-12); /* of two schools */
    const struct kith_log_table *months = table(&summary, "month");
    assert_int_equal(months->rows, 4); /* week 10 begins on 2018-11-05 */
    assert_string_equal(months->row[0].label, "2018-08");
    assert_string_equal(months->row[3].label, "2018-11");
    kith_log_summary_free(&summary);
    assert_int_equal(kith_log_summarise(&hand.log, 0, 2, &summary), KITH_OK);
    assert_int_equal(summary.total[KITH_LOG_FORMAL].encounters, 0);
    kith_log_summary_free(&summary);
}

/* Of 60 students, a third at each place, half poor, a quarter relieved: receivers 0, 4, 8 ... */
static void places_and_what_came_of_it(void **state)
{
    (void)state;
    static const char *const places[] = {"campus", "North", "away"}, *const qualities[] = {"relief", "poor", "neither"};
    static const int64_t at[] = {20, 20, 20}, came[] = {15, 30, 15};
    struct hand hand;
    struct kith_log_summary summary;
    hand_log(&hand);
    for (int32_t k = 0; k < 60; k++)
        hand_event(&hand, 0, k, 7, 1, 0);
    assert_int_equal(kith_log_summarise(&hand.log, 0, 1, &summary), KITH_OK);
    const struct kith_log_table *place = table(&summary, "place"), *quality = table(&summary, "quality");
    assert_int_equal(place->rows, 3);
    assert_int_equal(quality->rows, 3);
    for (size_t k = 0; k < 3; k++) {
        assert_string_equal(place->row[k].label, places[k]);
        assert_int_equal(place->row[k].cell[KITH_LOG_FORMAL].encounters, at[k]);
        assert_string_equal(quality->row[k].label, qualities[k]);
        assert_int_equal(quality->row[k].cell[KITH_LOG_FORMAL].encounters, came[k]);
    }
    kith_log_summary_free(&summary);
}

static void fewer_than_five_students_are_hidden(void **state)
{
    (void)state;
    struct hand hand;
    struct kith_log_summary summary;
    hand_log(&hand);
    for (int32_t k = 0; k < 9; k++)
        hand_event(&hand, 0, 100 + k, k < 4 ? 7 : 8, 1, k < 4);
    for (int32_t k = 0; k < 4; k++)
        hand_event(&hand, 0, 100, 9, 0, 0); /* four encounters, one student */
    assert_int_equal(kith_log_summarise(&hand.log, 0, 1, &summary), KITH_OK);
    assert_int_equal(summary.total[KITH_LOG_FORMAL].encounters, 9);
    assert_int_equal(summary.total[KITH_LOG_INFORMAL].encounters, KITH_LOG_FEW);
    assert_int_equal(summary.total[KITH_LOG_INFORMAL].students, KITH_LOG_FEW);
    const struct kith_log_row *topics = table(&summary, "topic")->row, *supporters = table(&summary, "supporter")->row;
    assert_int_equal(topics[1].cell[KITH_LOG_FORMAL].referred, KITH_LOG_FEW);
    assert_int_equal(topics[0].cell[KITH_LOG_FORMAL].encounters, KITH_LOG_WITHHELD); /* else 9 − 5 would tell */
    assert_int_equal(topics[0].cell[KITH_LOG_INFORMAL].encounters, KITH_LOG_FEW);
    assert_int_equal(topics[1].cell[KITH_LOG_INFORMAL].encounters, 0);
    assert_string_equal(supporters[0].label, "7");
    assert_int_equal(supporters[0].cell[KITH_LOG_FORMAL].encounters, KITH_LOG_FEW);
    assert_int_equal(supporters[1].cell[KITH_LOG_FORMAL].encounters, KITH_LOG_WITHHELD);
    kith_log_summary_free(&summary);
}

/* A file of HDF5 with these root attributes. */
static void write_file(const char *path, const char *format, bool digest)
{
    hid_t file = H5Fcreate(path, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), space = H5Screate(H5S_SCALAR),
          text = H5Tcopy(H5T_C_S1);
    const struct {
        const char *name, *value;
    } attributes[] = {{"results_digest", digest ? "d" : NULL}, {"format_version", format}};
    H5Tset_size(text, H5T_VARIABLE);
    for (size_t k = 0; k < 2; k++) {
        if (!attributes[k].value)
            continue;
        hid_t attribute = H5Acreate2(file, attributes[k].name, text, space, H5P_DEFAULT, H5P_DEFAULT);
        assert_true(H5Awrite(attribute, text, &attributes[k].value) >= 0);
        H5Aclose(attribute);
    }
    H5Tclose(text);
    H5Sclose(space);
    assert_true(H5Fclose(file) >= 0);
}

static void expect_refusal(const char *path, const char *said)
{
    struct kith_report report;
    struct archive_file *file;
    char line[512];
    kith_report_init(&report);
    assert_int_equal(archive_read_open(&file, path, &report), KITH_INVALID);
    assert_null(file);
    snprintf(line, sizeof line, "%s: error: %s\n", path, said);
    unit_expect_said(&report, line);
}

static void other_files_are_refused(void **state)
{
    (void)state;
    char path[] = "/tmp/kith-log-XXXXXX";
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    close(descriptor);
    expect_refusal(path, "is no HDF5 file, or is cut short; results files are what kith run writes (FILE.h5)");
    write_file(path, NULL, true);
    expect_refusal(path, "is HDF5, but no results file of kith");
    write_file(path, "1.0", false);
    expect_refusal(path, "is HDF5, but no results file of kith");
    write_file(path, "one", true);
    expect_refusal(path, "is HDF5, but no results file of kith");
    write_file(path, "2.0", true);
    expect_refusal(path, "has format 2.0, this kith reads 1.x; read it with the kith that wrote it or a newer one");
    write_file(path, "1.99", true);
    struct kith_report report;
    struct archive_file *file;
    int32_t *values;
    size_t length;
    kith_report_init(&report);
    assert_int_equal(archive_read_open(&file, path, &report), KITH_OK);
    assert_false(archive_read_has(file, "events"));
    assert_null(archive_read_attribute(file, NULL, "title"));
    assert_int_equal(archive_read_whole(file, "events/week_number", &values, &length), KITH_INVALID);
    assert_null(values);
    archive_read_close(file);
    kith_report_clear(&report);
    unlink(path);
    expect_refusal(path, "no such file");
    expect_refusal("/tmp", "is a directory, not a results file");
}

static void a_giver_is_a_friend_a_mate_or_a_supporter(void **state)
{
    (void)state;
    struct world world;
    hand_world(&world, 6);
    hand_tie(&world, 0, 1, 60);
    hand_tie(&world, 0, 2, 20);
    struct request request = {.giver = 1, .tie = tie_find(&world.ties, 0, hand_id(1))};
    assert_int_equal(observe_relation_of(&world, &request), RELATION_FRIEND);
    request = (struct request){.giver = 2, .tie = tie_find(&world.ties, 0, hand_id(2))};
    assert_int_equal(observe_relation_of(&world, &request), RELATION_ACQUAINTANCE);
    request = (struct request){.giver = 3, .tie = TIE_NONE};
    assert_int_equal(observe_relation_of(&world, &request), RELATION_MATE);
    world.students.calendar.place[3] = PLACE_AWAY;
    assert_int_equal(observe_relation_of(&world, &request), RELATION_OTHER);
    request.formal = 1;
    assert_int_equal(observe_relation_of(&world, &request), RELATION_SUPPORTER_UNASSIGNED);
    world.students.programme.assigned[0] = hand_id(3);
    assert_int_equal(observe_relation_of(&world, &request), RELATION_SUPPORTER_ASSIGNED);
    world_clear(&world);
}

/* Everyone helps everyone, over weeks; topics come in proportion to their weights, minutes by format. */
static void topics_follow_their_weights(void **state)
{
    (void)state;
    enum { STUDENTS = 40, WEEKS = 60 };
    int counts[REQUEST_TOPICS] = {0}, total = 0;
    struct schema_parameters *parameters = hand_defaults();
    struct help_parameters p = parameters->model.help;
    const double weights[REQUEST_TOPICS] = {4, 0, 1, 1, 1, 1, 2, 0};
    double expected[REQUEST_TOPICS];
    p.topic_studies = 4;
    p.topic_finances = 2;
    p.topic_placement = p.topic_other = 0;
    struct world world;
    hand_world(&world, STUDENTS);
    for (world.week = 0; world.week < WEEKS; world.week++) {
        world.requests.count = 0;
        for (uint32_t k = 0; k < STUDENTS; k++) {
            const struct request request = {
                .receiver = k, .giver = (k + 1) % STUDENTS, .tie = TIE_NONE, .stage = REQUEST_ACCEPTED};
            assert_int_equal(request_append(&world.requests, &request, 1), KITH_OK);
        }
        help_step(&world, &p);
        for (size_t k = 0; k < world.requests.count; k++) {
            const struct request *request = &world.requests.at[k];
            const int64_t minutes[] = {p.minutes_in_person, p.minutes_call, p.minutes_message};
            assert_int_equal(request->minutes, minutes[request->format]);
            counts[request->topic]++;
            total++;
        }
    }
    assert_int_equal(total, STUDENTS * WEEKS);
    for (int k = 0; k < REQUEST_TOPICS; k++)
        expected[k] = weights[k] / 10 * total;
    unit_chi_square(counts, expected, REQUEST_TOPICS);
    world_clear(&world);
    free(parameters);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encounters_are_counted),
        cmocka_unit_test(places_and_what_came_of_it),
        cmocka_unit_test(fewer_than_five_students_are_hidden),
        cmocka_unit_test(other_files_are_refused),
        cmocka_unit_test(a_giver_is_a_friend_a_mate_or_a_supporter),
        cmocka_unit_test(topics_follow_their_weights),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
