/* A folder of a test's own, with a database in it. */
#ifndef TESTS_RUNNER_FOLDER_H
#define TESTS_RUNNER_FOLDER_H

typedef struct test_folder {
    char folder[32], path[64]; /* `path`: of the database, which is not made yet */
} test_folder;

/* 0, or 1 when the folder cannot be made, as cmocka's set-up wants it. */
int test_folder_make(test_folder *made);

/* Removes the database, what SQLite keeps beside it, and the folder. */
void test_folder_remove(const test_folder *made);

#endif
