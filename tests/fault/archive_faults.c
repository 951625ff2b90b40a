/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever fails, finished replicates stay, the final name is never on an unfinished file, and the report says what happened. */
#include "archive_sample.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

/* Files may grow to so many bytes: the write that would pass it fails with EFBIG, as a full disk does with ENOSPC. */
static void allow_bytes(rlim_t bytes)
{
    struct rlimit limit;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static size_t files_ending(const char *directory, const char *suffix)
{
    size_t count = 0, length = strlen(suffix);
    DIR *entries = opendir(directory);
    assert_non_null(entries);
    for (struct dirent *entry = readdir(entries); entry; entry = readdir(entries)) {
        size_t size = strlen(entry->d_name);
        count += size >= length && strcmp(entry->d_name + size - length, suffix) == 0;
    }
    closedir(entries);
    return count;
}

static void expect_one_sentence(struct place *place, const char *reason)
{
    assert_true(place->report.errors >= 1);
    assert_non_null(place->report.messages[0].file);
    if (!strstr(place->report.messages[0].text, reason))
        fail_msg("%s: %s", place->report.messages[0].file, place->report.messages[0].text);
    place_forget(place);
}

static void a_part_that_does_not_fit_is_no_part(void **state)
{
    struct place *place = *state;
    struct sample sample;
    enum kith_status status = KITH_FAILED;
    open_parts(place);
    sample_fill(&sample, 0);
    rlim_t limit = 0;
    for (; status != KITH_OK && limit < 100000; limit += 16) {
        allow_bytes(limit);
        status = archive_part_write(place->parts, &sample_layout, 0, sample.data, &place->report);
        allow_bytes(RLIM_INFINITY);
        assert_int_equal(files_ending(place->parts, ".tmp"), 0);
        assert_true(archive_part_exists(place->parts, 0) == (status == KITH_OK));
        if (status != KITH_OK)
            expect_one_sentence(place, "File too large");
    }
    assert_int_equal(status, KITH_OK);
    assert_true(limit > 500);
}

static void a_merge_that_does_not_fit_keeps_the_parts(void **state)
{
    struct place *place = *state;
    char digest[33];
    enum kith_status status = KITH_FAILED;
    write_parts(place);
    rlim_t limit = 0;
    for (; status != KITH_OK && limit < 1000000; limit += 509) {
        allow_bytes(limit);
        status = merge(place, digest);
        allow_bytes(RLIM_INFINITY);
        if (status == KITH_OK)
            break;
        assert_false(is_there(place->file));
        assert_int_equal(files_ending(place->parts, ".part"), SAMPLE_REPLICATES);
        assert_int_equal(files_ending(place->parts, ".tmp"), 0);
        expect_one_sentence(place, "File too large");
    }
    assert_int_equal(status, KITH_OK);
    assert_true(limit > 10000);
    assert_true(is_there(place->file));
}

static char *path_of_part(const struct place *place, char path[160])
{
    snprintf(path, 160, "%s/replicate-1.part", place->parts);
    return path;
}

static void a_truncated_part_is_never_merged(void **state)
{
    struct place *place = *state;
    char path[160], digest[33];
    struct stat facts;
    write_parts(place);
    assert_int_equal(stat(path_of_part(place, path), &facts), 0);
    for (off_t size = facts.st_size - 1; size >= 0; size -= 7) {
        assert_int_equal(truncate(path, size), 0);
        assert_false(archive_part_exists(place->parts, 1));
        assert_int_equal(merge(place, digest), KITH_FAILED);
        assert_false(is_there(place->file));
        expect_one_sentence(place, "cut short");
    }
    write_part(place, 1);
    assert_int_equal(merge(place, digest), KITH_OK);
}

static void flip(const char *path, off_t offset)
{
    unsigned char byte;
    int file = open(path, O_RDWR);
    assert_int_equal(pread(file, &byte, 1, offset), 1);
    byte ^= 16;
    assert_int_equal(pwrite(file, &byte, 1, offset), 1);
    close(file);
}

static void a_flipped_bit_is_never_merged(void **state)
{
    struct place *place = *state;
    char path[160], digest[33];
    struct stat facts;
    write_parts(place);
    assert_int_equal(stat(path_of_part(place, path), &facts), 0);
    for (off_t offset = 0; offset < facts.st_size; offset += 5) {
        flip(path, offset);
        assert_false(archive_part_exists(place->parts, 1));
        assert_int_equal(merge(place, digest), KITH_FAILED);
        assert_false(is_there(place->file));
        expect_one_sentence(place, "this part of the results");
        flip(path, offset);
    }
    assert_true(archive_part_exists(place->parts, 1));
    assert_int_equal(merge(place, digest), KITH_OK);
}

static void a_missing_part_is_named(void **state)
{
    struct place *place = *state;
    char path[160], digest[33];
    write_parts(place);
    assert_int_equal(unlink(path_of_part(place, path)), 0);
    assert_int_equal(merge(place, digest), KITH_FAILED);
    assert_non_null(strstr(place->report.messages[0].file, "replicate-1.part"));
    assert_false(is_there(place->file));
}

static void leftovers_of_a_kill_are_ignored(void **state)
{
    struct place *place = *state;
    char digest[33], path[160];
    static const char *const names[] = {"replicate-1.4711.tmp", "merged.4711.tmp", "stamp.4711.tmp"};
    open_parts(place);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", place->parts, names[i]);
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs("half of", file);
        fclose(file);
    }
    assert_false(archive_part_exists(place->parts, 1));
    write_parts(place);
    assert_int_equal(merge(place, digest), KITH_OK);
    assert_false(is_there(place->parts));
    assert_int_equal(place->report.count, 0);
}

static void a_file_of_the_user_is_not_removed(void **state)
{
    struct place *place = *state;
    char digest[33], path[160];
    write_parts(place);
    snprintf(path, sizeof path, "%s/notes.txt", place->parts);
    fclose(fopen(path, "w"));
    assert_int_equal(merge(place, digest), KITH_OK);
    assert_true(is_there(path));
    assert_int_equal(place->report.errors, 0);
    assert_int_equal(place->report.count, 1);
}

static void directories_that_cannot_be_used_are_reported(void **state)
{
    struct place *place = *state;
    struct sample sample;
    char *other, digest[33], path[160];
    snprintf(path, sizeof path, "%s/missing/run.h5.parts", place->directory);
    assert_int_equal(archive_parts_open(path, "abc", "", &other, &place->report), KITH_FAILED);
    expect_one_sentence(place, "No such file or directory");
    sample_fill(&sample, 0);
    assert_int_equal(archive_part_write(path, &sample_layout, 0, sample.data, &place->report), KITH_FAILED);
    expect_one_sentence(place, "No such file or directory");
    snprintf(path, sizeof path, "%s/file", place->directory);
    fclose(fopen(path, "w"));
    assert_int_equal(archive_parts_open(path, "abc", "", &other, &place->report), KITH_FAILED);
    expect_one_sentence(place, "Not a directory");
    write_parts(place);
    snprintf(place->file, sizeof place->file, "%s/missing/run.h5", place->directory);
    assert_int_equal(merge(place, digest), KITH_FAILED);
    expect_one_sentence(place, "No such file or directory");
    assert_int_equal(files_ending(place->parts, ".part"), SAMPLE_REPLICATES);
    assert_int_equal(files_ending(place->parts, ".tmp"), 0);
}

/* As another user, since root may write anywhere. */
static void a_directory_without_permission_is_reported(void **state)
{
    struct place *place = *state;
    struct sample sample;
    char *other, digest[33];
    uid_t user = geteuid();
    write_parts(place);
    sample_fill(&sample, 0);
    assert_int_equal(chmod(place->parts, 0555), 0);
    assert_int_equal(chmod(place->directory, 0555), 0);
    assert_int_equal(seteuid(user == 0 ? 65534 : user), 0);
    enum kith_status written = archive_part_write(place->parts, &sample_layout, 0, sample.data, &place->report);
    enum kith_status merged = merge(place, digest);
    enum kith_status opened = archive_parts_open(place->file, "abc", "", &other, &place->report);
    assert_int_equal(seteuid(user), 0);
    assert_int_equal(chmod(place->directory, 0755), 0);
    assert_int_equal(chmod(place->parts, 0755), 0);
    assert_int_equal(written, KITH_FAILED);
    assert_int_equal(merged, KITH_FAILED);
    assert_int_equal(opened, KITH_FAILED);
    assert_int_equal(place->report.errors, 3);
    for (size_t i = 0; i < 3; i++)
        assert_non_null(strstr(place->report.messages[i].text, "Permission denied"));
    assert_false(is_there(place->file));
    assert_int_equal(files_ending(place->parts, ".part"), SAMPLE_REPLICATES);
}

/* A run in a process of its own: says each finished replicate through the pipe, merges, and starts again. */
static void run_until_killed(struct place *place, int pipe_end)
{
    char digest[33];
    for (;;) {
        open_parts(place);
        for (uint8_t index = 0; index < SAMPLE_REPLICATES; index++) {
            if (!archive_part_exists(place->parts, sample_replicates[index]))
                write_part(place, index);
            if (write(pipe_end, &index, 1) != 1)
                _exit(1);
        }
        uint8_t merging = 100, merged = 101;
        if (write(pipe_end, &merging, 1) != 1 || merge(place, digest) != KITH_OK || write(pipe_end, &merged, 1) != 1)
            _exit(1);
    }
}

static void expect_nothing_lost(struct place *place, int pipe_end, const char *expected)
{
    bool finished[SAMPLE_REPLICATES] = {false}, merging = false;
    char digest[33];
    uint8_t said;
    while (read(pipe_end, &said, 1) == 1) {
        if (said < SAMPLE_REPLICATES)
            finished[said] = true;
        else
            memset(finished, 0, sizeof finished);
        merging = said == 100;
    }
    for (int index = 0; index < SAMPLE_REPLICATES && !merging; index++)
        if (finished[index])
            assert_true(archive_part_exists(place->parts, sample_replicates[index]));
    open_parts(place);
    for (int index = 0; index < SAMPLE_REPLICATES; index++)
        if (!archive_part_exists(place->parts, sample_replicates[index]))
            write_part(place, index);
    assert_int_equal(merge(place, digest), KITH_OK);
    assert_string_equal(digest, expected);
    assert_false(is_there(place->parts));
}

static void kill_9_loses_no_finished_replicate(void **state)
{
    struct place *place = *state;
    char expected[33];
    write_parts(place);
    assert_int_equal(merge(place, expected), KITH_OK);
    for (int round = 0; round < 40; round++) {
        int ends[2];
        assert_int_equal(pipe(ends), 0);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            close(ends[0]);
            run_until_killed(place, ends[1]);
        }
        close(ends[1]);
        const struct timespec pause = {.tv_nsec = 3000000 + round * 1370000L};
        nanosleep(&pause, NULL);
        int how;
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, &how, 0), child);
        assert_true(WIFSIGNALED(how));
        expect_nothing_lost(place, ends[0], expected);
        close(ends[0]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_part_that_does_not_fit_is_no_part, place_create, place_free),
        cmocka_unit_test_setup_teardown(a_merge_that_does_not_fit_keeps_the_parts, place_create, place_free),
        cmocka_unit_test_setup_teardown(a_truncated_part_is_never_merged, place_create, place_free),
        cmocka_unit_test_setup_teardown(a_flipped_bit_is_never_merged, place_create, place_free),
        cmocka_unit_test_setup_teardown(a_missing_part_is_named, place_create, place_free),
        cmocka_unit_test_setup_teardown(leftovers_of_a_kill_are_ignored, place_create, place_free),
        cmocka_unit_test_setup_teardown(a_file_of_the_user_is_not_removed, place_create, place_free),
        cmocka_unit_test_setup_teardown(directories_that_cannot_be_used_are_reported, place_create, place_free),
        cmocka_unit_test_setup_teardown(a_directory_without_permission_is_reported, place_create, place_free),
        cmocka_unit_test_setup_teardown(kill_9_loses_no_finished_replicate, place_create, place_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
