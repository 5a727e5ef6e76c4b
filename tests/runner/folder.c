#include "tests/runner/folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int test_folder_make(test_folder *made)
{
    strcpy(made->folder, "/tmp/libtext-test-XXXXXX");
    if (!mkdtemp(made->folder))
        return 1;
    snprintf(made->path, sizeof made->path, "%s/test.db", made->folder);
    return 0;
}

void test_folder_remove(const test_folder *made)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (int i = 0; i < 3; i++) {
        char path[80];
        snprintf(path, sizeof path, "%s%s", made->path, ends[i]);
        unlink(path);
    }
    rmdir(made->folder);
}
