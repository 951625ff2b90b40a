/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The directory FILE.h5.parts: its stamp, its removal, and how a finished file gets its name.
 *
 * A stamp is written before any part and removed before any part, so parts without a stamp are the remains of a removal that
 * was cut short after a complete merge, and may go.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/archive_private.h"

char *archive_parts_path(const char *directory, const char *format, ...)
{
    char name[96];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(name, sizeof name, format, arguments);
    va_end(arguments);
    size_t size = strlen(directory) + strlen(name) + 2;
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%s/%s", directory, name);
    return path;
}

/* fsync by name; a directory's makes the names in it last. Returns errno, 0 if well. */
static int synced(const char *path)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return errno;
    int error = fsync(descriptor) == 0 ? 0 : errno;
    close(descriptor);
    return error == EINVAL ? 0 : error; /* some network file systems cannot sync a directory */
}

static int parent_synced(const char *path)
{
    char *parent = strdup(path);
    if (!parent)
        return ENOMEM;
    size_t length = strlen(parent);
    while (length > 1 && parent[length - 1] == '/')
        parent[--length] = 0;
    char *slash = strrchr(parent, '/');
    if (slash)
        slash[slash == parent] = 0;
    int error = synced(slash ? parent : ".");
    free(parent);
    return error;
}

enum kith_status archive_parts_publish(const char *temporary, const char *path, struct kith_report *report)
{
    int error = synced(temporary);
    if (error)
        return archive_error_system(report, temporary, "bring the file to disk", error);
    if (rename(temporary, path) != 0)
        return archive_error_system(report, path, "give the finished file its name", errno);
    error = parent_synced(path);
    if (error)
        return archive_error_system(report, path, "bring the directory to disk", error);
    return KITH_OK;
}

static bool is_ours(const char *name)
{
    size_t length = strlen(name);
    return (length > 5 && strcmp(name + length - 5, ".part") == 0) || (length > 4 && strcmp(name + length - 4, ".tmp") == 0);
}

static void empty_directory(const char *directory)
{
    DIR *entries = opendir(directory);
    if (!entries)
        return;
    for (struct dirent *entry = readdir(entries); entry; entry = readdir(entries))
        if (is_ours(entry->d_name))
            unlinkat(dirfd(entries), entry->d_name, 0);
    closedir(entries);
}

/* True if the name is that of a finished replicate that is not among those merged. */
static bool is_other(const char *name, const struct archive_axis *merged)
{
    int64_t replicate;
    int end = 0;
    if (sscanf(name, ARCHIVE_PART_NAME "%n", &replicate, &end) != 1 || name[end] != '\0')
        return false;
    for (size_t k = 0; k < merged->length; k++)
        if (archive_layout_number(merged, k) == replicate)
            return false;
    return true;
}

static size_t count_others(const char *directory, const struct archive_axis *merged)
{
    size_t others = 0;
    DIR *entries = opendir(directory);
    for (struct dirent *entry = entries ? readdir(entries) : NULL; entry; entry = readdir(entries))
        others += is_other(entry->d_name, merged);
    if (entries)
        closedir(entries);
    return others;
}

/* A run of fewer replicates than were finished leaves the others for a run that asks for them. */
static void remove_merged(const char *directory, const struct archive_axis *merged, size_t others, struct kith_report *report)
{
    for (size_t k = 0; k < merged->length; k++) {
        char *path = archive_parts_path(directory, ARCHIVE_PART_NAME, archive_layout_number(merged, k));
        if (path)
            unlink(path);
        free(path);
    }
    kith_report_add(report, KITH_WARNING, directory, 0, 0,
                    "keeps %zu finished replicate%s that this run did not ask for; ask for them with --replicates, or delete it",
                    others, others == 1 ? "" : "s");
}

void archive_parts_remove(const char *directory, const struct archive_axis *merged, struct kith_report *report)
{
    size_t others = count_others(directory, merged);
    if (others) {
        remove_merged(directory, merged, others, report);
        return;
    }
    char *stamp = archive_parts_path(directory, "stamp");
    bool unstamped = stamp && (unlink(stamp) == 0 || errno == ENOENT) && synced(directory) == 0;
    free(stamp);
    if (unstamped)
        empty_directory(directory);
    if (!unstamped || rmdir(directory) != 0)
        kith_report_add(report, KITH_WARNING, directory, 0, 0,
                        "the results are complete, but this working directory could not be removed; delete it by hand");
}

static enum kith_status write_stamp(const char *directory, const char *stamp, const char *digest, const char *description,
                                    struct kith_report *report)
{
    enum kith_status status = KITH_FAILED;
    FILE *file = NULL;
    char *temporary = archive_parts_path(directory, "stamp.%ld.tmp", (long)getpid());
    if (temporary)
        file = fopen(temporary, "w");
    if (!file) {
        status = archive_error_system(report, directory, "write into the directory", errno);
        goto cleanup;
    }
    int written = fprintf(file, "%s\n%s", digest, description);
    int error = written < 0 ? errno : 0;
    if (fclose(file) != 0 && !error)
        error = errno;
    status = error ? archive_error_system(report, temporary, "write the file", error)
                   : archive_parts_publish(temporary, stamp, report);
    if (status != KITH_OK)
        unlink(temporary);
cleanup:
    free(temporary);
    return status;
}

/* The whole file as text, NULL with errno if it cannot be read. */
static char *read_text(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        return NULL;
    char *text = NULL;
    size_t size = 0;
    errno = 0;
    if (getdelim(&text, &size, 0, file) < 0 && !ferror(file) && text)
        text[0] = 0;
    fclose(file);
    return text;
}

enum kith_status archive_parts_open(const char *directory, const char *digest, const char *description, char **other_description,
                                    struct kith_report *report)
{
    enum kith_status status = KITH_OK;
    char *found = NULL;
    *other_description = NULL;
    char *stamp = archive_parts_path(directory, "stamp");
    if (!stamp)
        return archive_error_system(report, directory, "make the directory", ENOMEM);
    if (mkdir(directory, 0777) != 0 && errno != EEXIST) {
        status = archive_error_system(report, directory, "make the directory", errno);
        goto cleanup;
    }
    found = read_text(stamp);
    if (!found && errno != ENOENT) {
        status = archive_error_system(report, stamp, "read the file", errno);
    } else if (!found) {
        int error = parent_synced(directory);
        empty_directory(directory);
        status = error ? archive_error_system(report, directory, "bring the directory to disk", error)
                       : write_stamp(directory, stamp, digest, description, report);
    } else {
        size_t length = strcspn(found, "\n");
        if (length != strlen(digest) || strncmp(found, digest, length) != 0) {
            *other_description = strdup(found[length] ? found + length + 1 : "");
            status =
                kith_report_add(report, KITH_ERROR, directory, 0, 0,
                                "holds replicates of another scenario or version of kith; finish that run first, choose another "
                                "output file, or delete this directory");
        }
    }
cleanup:
    free(found);
    free(stamp);
    return status;
}
