/* Loaded into a writer before libc: keeps a log of what the writer asks of the disk, in order.
 *
 * One record: kind, length of the path (2 bytes), path, offset (8), length (8), data. Kinds:
 *   W written at an offset   S synced   T cut or grown to a length   U removed
 *   A written to standard output: what the writer acknowledges
 * Only files below RECORDER_FOLDER are recorded, into the file RECORDER_LOG. recorder_space(n) makes
 * the disk full after n more bytes. Uses no header, so that a bare compiler will do. Machines of
 * little-endian byte order with 64-bit pointers.
 */
typedef unsigned long size;
typedef long offset;

extern void *dlsym(void *handle, const char *name);
extern char *getenv(const char *name);
extern int *__errno_location(void);
extern int open(const char *path, int flags, ...);
extern long readlink(const char *path, char *to, size length);
extern int snprintf(char *to, size length, const char *format, ...);
extern void *memcpy(void *to, const void *from, size length);
extern size strlen(const char *text);
extern int strncmp(const char *one, const char *other, size length);
extern offset lseek(int file, offset where, int from);

#define NEXT ((void *)-1L)
#define REAL(type, name) \
    static type real; \
    if (!real) real = (type)dlsym(NEXT, name)
#define NO_SPACE 28
#define LONGEST 4096
#define APPEND_NEW 02101 /* O_WRONLY | O_CREAT | O_APPEND */
#define END 2

typedef long (*write_call)(int, const void *, size);
typedef long (*pwrite_call)(int, const void *, size, offset);
typedef int (*sync_call)(int);
typedef int (*truncate_call)(int, offset);
typedef int (*unlink_call)(const char *);

static long space = -1;

void recorder_space(long bytes) { space = bytes; }

static long plain_write(int file, const void *data, size length) {
    REAL(write_call, "write");
    return real(file, data, length);
}

static int inside(const char *path) {
    const char *folder = getenv("RECORDER_FOLDER");
    return folder && strncmp(path, folder, strlen(folder)) == 0;
}

static int path_of(int file, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    long length = readlink(link, path, LONGEST - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return inside(path);
}

static void put(char kind, const char *path, size where, const void *data, size length) {
    static int log = -1;
    char head[LONGEST + 32];
    unsigned short named = (unsigned short)strlen(path);
    size end = 0;
    if (log < 0) {
        const char *name = getenv("RECORDER_LOG");
        if (!name) return;
        log = open(name, APPEND_NEW, 0600);
    }
    head[end++] = kind;
    memcpy(head + end, &named, 2);
    memcpy(head + end + 2, path, named);
    end += 2 + named;
    memcpy(head + end, &where, 8);
    memcpy(head + end + 8, &length, 8);
    plain_write(log, head, end + 16);
    if (data) plain_write(log, data, length);
}

/* How much of a write still fits; only what makes the file longer takes space. */
static long fitting(int file, offset where, size length) {
    if (space < 0) return (long)length;
    long grown = where + (long)length - lseek(file, 0, END);
    if (grown <= 0) return (long)length;
    if (grown > space) {
        long fits = (long)length - (grown - space);
        space = 0;
        if (fits <= 0) *__errno_location() = NO_SPACE;
        return fits > 0 ? fits : -1;
    }
    space -= grown;
    return (long)length;
}

static long placed(pwrite_call real, int file, const void *data, size length, offset where) {
    char path[LONGEST];
    if (!path_of(file, path)) return real(file, data, length, where);
    long fits = fitting(file, where, length);
    if (fits < 0) return -1;
    long done = real(file, data, (size)fits, where);
    if (done > 0) put('W', path, (size)where, data, (size)done);
    return done;
}

long pwrite(int file, const void *data, size length, offset where) {
    REAL(pwrite_call, "pwrite");
    return placed(real, file, data, length, where);
}

long pwrite64(int file, const void *data, size length, offset where) {
    REAL(pwrite_call, "pwrite64");
    return placed(real, file, data, length, where);
}

long write(int file, const void *data, size length) {
    char path[LONGEST];
    if (file == 1) put('A', "", 0, data, length);
    if (space < 0 || !path_of(file, path)) return plain_write(file, data, length);
    if ((long)length > space) {
        *__errno_location() = NO_SPACE;
        return -1;
    }
    space -= (long)length;
    return plain_write(file, data, length);
}

static int synced(sync_call real, int file) {
    char path[LONGEST];
    int failed = real(file);
    if (!failed && path_of(file, path)) put('S', path, 0, 0, 0);
    return failed;
}

int fsync(int file) {
    REAL(sync_call, "fsync");
    return synced(real, file);
}

int fdatasync(int file) {
    REAL(sync_call, "fdatasync");
    return synced(real, file);
}

static int sized(truncate_call real, int file, offset length) {
    char path[LONGEST];
    int failed = real(file, length);
    if (!failed && path_of(file, path)) put('T', path, (size)length, 0, 0);
    return failed;
}

int ftruncate(int file, offset length) {
    REAL(truncate_call, "ftruncate");
    return sized(real, file, length);
}

int ftruncate64(int file, offset length) {
    REAL(truncate_call, "ftruncate64");
    return sized(real, file, length);
}

int unlink(const char *path) {
    REAL(unlink_call, "unlink");
    int failed = real(path);
    if (!failed && inside(path)) put('U', path, 0, 0, 0);
    return failed;
}
