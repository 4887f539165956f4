/*
 * The instrument: opens streams, publishes, and tells when the last stream has each event. One thread, raw sockets, epoll.
 * Reads commands from standard input, one a line (commands.ts names them), and answers each with one line of JSON.
 *
 * An event is counted by its mark, a character that occurs once in each event and nowhere else on a stream. Every time is
 * CLOCK_MONOTONIC of this process: taken before a publish is written, and when the read that held the last mark returned.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_TARGETS = 8, MAX_EVENTS = 1 << 20, BATCH = 1024, READ_BYTES = 1 << 18, RETRY_MS = 250 };
enum kind { STREAM, PUBLISHER };
enum state { IDLE, CONNECTING, ASKED, LIVE, WAITING };

struct blob { const char *bytes; uint32_t size; };
struct blobs { char *file; struct blob *items; int count; int next; };
struct target { struct sockaddr_in address; struct blobs requests; };
struct group { struct blobs messages; int first, count, replies; };
struct link { enum kind kind; enum state state; int fd, target, request, head, accepted; uint32_t seen; double due; int busy; };

static struct target targets[MAX_TARGETS];
static struct group groups[MAX_TARGETS];
static struct link *streams, *publishers;
static int target_count, group_count, stream_count, publisher_count, live, opening, poller;
/* Whether it asks for what has come without ever sleeping: who sends to a sleeper pays for waking it, which no receiver behind a network card costs. */
static int awake;
/* CPU of polls that found nothing. */
static double vain_ms;
static char mark = '~', buffer[READ_BYTES];
static pid_t watched[MAX_TARGETS];
static int watched_count;
/* Of the events of the running measurement: how many streams have each, when the first and the last got it, and the watched CPU. */
static uint32_t reached[MAX_EVENTS];
static double sent_at[MAX_EVENTS], first_at[MAX_EVENTS], done_at[MAX_EVENTS], first_cpu[MAX_EVENTS], done_cpu[MAX_EVENTS];
static uint32_t sent, completed;
static uint64_t marks, reads, refused, lost, failed;
static double opened_at;

static double clock_ms(clockid_t clock) {
  struct timespec t;
  if (clock_gettime(clock, &t) != 0) return 0;
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}
static double now(void) { return clock_ms(CLOCK_MONOTONIC); }
static double own_cpu(void) { return clock_ms(CLOCK_PROCESS_CPUTIME_ID) - vain_ms; }
static double watched_cpu(void) {
  double sum = 0;
  for (int i = 0; i < watched_count; i++) {
    clockid_t clock;
    if (clock_getcpuclockid(watched[i], &clock) == 0) sum += clock_ms(clock);
  }
  return sum;
}
static void *must(void *memory) {
  if (!memory) { perror("memory"); exit(1); }
  return memory;
}

/* A file of messages, each after its length as 4 bytes, little-endian. They are used in turn. */
static void read_blobs(struct blobs *into, const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) { perror(path); exit(1); }
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  into->file = must(malloc(size + 1));
  if (fread(into->file, 1, size, file) != (size_t)size) { perror(path); exit(1); }
  fclose(file);
  into->items = NULL;
  into->count = into->next = 0;
  for (long at = 0; at + 4 <= size;) {
    uint32_t length;
    memcpy(&length, into->file + at, 4);
    into->items = must(realloc(into->items, (into->count + 1) * sizeof *into->items));
    into->items[into->count++] = (struct blob){ into->file + at + 4, length };
    at += 4 + length;
  }
}

static void watch(struct link *link, uint32_t events, int how) {
  struct epoll_event event = { .events = events, .data.ptr = link };
  epoll_ctl(poller, how, link->fd, &event);
}

static int open_socket(const struct sockaddr_in *address) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), one = 1;
  if (fd < 0) { perror("socket"); exit(1); }
  /* Reset at the close: no address waits in TIME_WAIT for the next run. */
  struct linger reset = { 1, 0 };
  setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (connect(fd, (const struct sockaddr *)address, sizeof *address) != 0 && errno != EINPROGRESS) {
    close(fd);
    return -1;
  }
  return fd;
}

static void drop(struct link *stream, double retry_at) {
  if (stream->state == LIVE) { live--; lost++; }
  else if (stream->state == CONNECTING || stream->state == ASKED) { opening--; refused++; }
  if (stream->fd >= 0) close(stream->fd);
  stream->fd = -1;
  stream->state = retry_at > 0 ? WAITING : IDLE;
  stream->due = retry_at;
}

static void start(struct link *stream) {
  stream->head = stream->accepted = 0;
  opening++;
  stream->state = CONNECTING;
  stream->fd = open_socket(&targets[stream->target].address);
  if (stream->fd < 0) drop(stream, now() + RETRY_MS);
  else watch(stream, EPOLLOUT, EPOLL_CTL_ADD);
}

static void ask(struct link *stream) {
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(stream->fd, SOL_SOCKET, SO_ERROR, &error, &size);
  struct blob *request = &targets[stream->target].requests.items[stream->request];
  if (error || write(stream->fd, request->bytes, request->size) != (ssize_t)request->size) {
    drop(stream, now() + RETRY_MS);
    return;
  }
  stream->state = ASKED;
  watch(stream, EPOLLIN, EPOLL_CTL_MOD);
}

static void count(struct link *stream, const char *bytes, size_t size) {
  double at = 0;
  for (const char *end = bytes + size; (bytes = memchr(bytes, mark, end - bytes)); bytes++) {
    marks++;
    uint32_t event = stream->seen++;
    if (event >= MAX_EVENTS) continue;
    uint32_t have = ++reached[event];
    if (have != 1 && have != (uint32_t)stream_count) continue;
    if (at == 0) at = now();
    if (have == 1) { first_at[event] = at; first_cpu[event] = watched_cpu(); }
    if (have == (uint32_t)stream_count) { done_at[event] = at; done_cpu[event] = watched_cpu(); completed++; }
  }
}

static void receive(struct link *stream) {
  ssize_t size = read(stream->fd, buffer, sizeof buffer);
  reads++;
  if (size < 0 && errno == EAGAIN) return;
  if (size <= 0) { drop(stream, stream->state == ASKED ? now() + RETRY_MS : 0); return; }
  const char *body = buffer, *end = buffer + size;
  if (stream->state == ASKED) {
    if (!stream->accepted && (size < 12 || memcmp(buffer, "HTTP/1.1 200", 12) != 0)) { drop(stream, now() + RETRY_MS); return; }
    stream->accepted = 1;
    for (; body < end && stream->head < 4; body++)
      stream->head = *body == "\r\n\r\n"[stream->head] ? stream->head + 1 : *body == '\r';
    if (stream->head < 4) return;
    stream->state = LIVE;
    opening--;
    live++;
  }
  if (body < end) count(stream, body, end - body);
}

static void reply(struct link *publisher) {
  ssize_t size = read(publisher->fd, buffer, sizeof buffer - 1);
  if (size < 0 && errno == EAGAIN) return;
  if (size <= 0) { fprintf(stderr, "a publisher was cut\n"); exit(1); }
  buffer[size] = 0;
  char *status = strstr(buffer, "HTTP/1.1 ");
  if (!status) return;
  publisher->busy = 0;
  if (status[9] == '2') return;
  if (failed++ == 0) fprintf(stderr, "a publish was refused: %.600s\n", buffer);
}

static void turn(int wait_ms) {
  static struct epoll_event ready[BATCH];
  double from = awake ? now() : 0;
  int n = epoll_wait(poller, ready, BATCH, awake ? 0 : wait_ms);
  if (awake && n == 0) vain_ms += now() - from;
  for (int i = 0; i < n; i++) {
    struct link *link = ready[i].data.ptr;
    if (link->kind == PUBLISHER) reply(link);
    else if (link->state == CONNECTING) ask(link);
    else if (link->state == ASKED || link->state == LIVE) receive(link);
  }
}

/* Writes the next message to each group; false while a group has no free connection. */
static int publish(void) {
  struct link *to[MAX_TARGETS];
  for (int g = 0; g < group_count; g++) {
    to[g] = NULL;
    for (int i = 0; i < groups[g].count && !to[g]; i++) {
      struct link *link = &publishers[groups[g].first + (sent + i) % groups[g].count];
      if (!link->busy) to[g] = link;
    }
    if (!to[g]) return 0;
  }
  if (sent >= MAX_EVENTS) return 0;
  sent_at[sent++] = now();
  for (int g = 0; g < group_count; g++) {
    struct blobs *messages = &groups[g].messages;
    struct blob *message = &messages->items[messages->next++ % messages->count];
    for (uint32_t done = 0; done < message->size;) {
      ssize_t n = write(to[g]->fd, message->bytes + done, message->size - done);
      if (n > 0) done += n;
      else if (errno != EAGAIN) { perror("publish"); exit(1); }
    }
    to[g]->busy = groups[g].replies;
  }
  return 1;
}

struct spent { double at, own, watched; uint64_t reads, marks; };
static struct spent begin(void) {
  memset(reached, 0, sizeof reached);
  for (int i = 0; i < stream_count; i++) streams[i].seen = 0;
  sent = completed = 0;
  return (struct spent){ now(), own_cpu(), watched_cpu(), reads, marks };
}
static void tell(const struct spent *since, const char *problem) {
  printf(",\"elapsedMs\":%.3f,\"ownCpuMs\":%.3f,\"watchedCpuMs\":%.3f,\"reads\":%lu,\"deliveries\":%lu,\"live\":%d,\"refused\":%lu,\"lost\":%lu,\"failed\":%lu,\"problem\":%s}\n",
    now() - since->at, own_cpu() - since->own, watched_cpu() - since->watched, reads - since->reads, marks - since->marks,
    live, refused, lost, failed, problem ? problem : "null");
  fflush(stdout);
}

static void open_streams(int concurrency, double timeout_ms) {
  struct spent since = begin();
  double until = since.at + timeout_ms, peak = 0;
  int next = 0;
  refused = lost = 0;
  opened_at = since.at;
  while (live < stream_count && now() < until) {
    for (; next < stream_count && opening < concurrency; next++)
      if (streams[next].state == IDLE) start(&streams[next]);
    turn(5);
    double at = now();
    if (next == stream_count && at > peak) {
      peak = at + 10;
      for (int i = 0; i < stream_count; i++)
        if (streams[i].state == WAITING && streams[i].due <= at && opening < concurrency) start(&streams[i]);
    }
  }
  printf("{\"ms\":%.3f", now() - since.at);
  tell(&since, live < stream_count ? "\"not all streams opened in time\"" : NULL);
}

/* Also when a stream has more than was published: its mark would not be one event's. */
static const char *wrong(void) {
  if (completed < sent) return "\"an event did not reach every stream\"";
  return completed > sent ? "\"more events arrived than were published\"" : NULL;
}

static void publish_each(uint32_t most, double budget_ms, double pause_ms, double timeout_ms) {
  struct spent since = begin();
  const char *problem = NULL;
  while (sent < most && (now() < since.at + budget_ms || sent < 3) && !problem) {
    if (!publish()) { turn(1); continue; }
    double until = sent_at[sent - 1] + timeout_ms;
    while (completed < sent && now() < until && !failed) turn(10);
    problem = wrong();
    for (double rest = now() + pause_ms; now() < rest;) turn(1);
  }
  printf("{\"ms\":[");
  for (uint32_t i = 0; i < completed; i++) printf("%s%.3f", i ? "," : "", done_at[i] - sent_at[i]);
  printf("],\"firstMs\":[");
  for (uint32_t i = 0; i < completed; i++) printf("%s%.3f", i ? "," : "", first_at[i] - sent_at[i]);
  printf("]");
  tell(&since, problem);
}

static void keep_in_flight(uint32_t window, double duration_ms, double timeout_ms) {
  struct spent since = begin();
  double end = since.at + duration_ms;
  while (now() < end && !failed) {
    while (sent - completed < window && publish()) {}
    turn(1);
  }
  while (completed < sent && now() < end + timeout_ms && !failed) turn(10);
  double last = completed ? done_at[completed - 1] : now();
  printf("{\"events\":%u,\"ms\":%.3f", completed, last - since.at);
  tell(&since, wrong());
}

static void await_rounds(uint32_t rounds, double timeout_ms) {
  struct spent since = begin();
  while (completed < rounds && now() < since.at + timeout_ms) turn(10);
  printf("{\"ms\":[");
  for (uint32_t i = 0; i < completed; i++) printf("%s%.3f", i ? "," : "", done_at[i] - first_at[i]);
  printf("],\"cpuMs\":[");
  for (uint32_t i = 0; i < completed; i++) printf("%s%.3f", i ? "," : "", done_cpu[i] - first_cpu[i]);
  printf("]");
  tell(&since, completed < rounds ? "\"not every stream heard every round\"" : NULL);
}

static void await_marks(uint64_t total, double timeout_ms) {
  double until = now() + timeout_ms;
  while (marks < total && now() < until) turn(10);
  printf("{\"ms\":%.3f,\"marks\":%lu,\"problem\":%s}\n", now() - opened_at, marks, marks < total ? "\"events are missing\"" : "null");
  fflush(stdout);
}

static void await_listener(const struct sockaddr_in *address, double timeout_ms) {
  double from = now();
  int listening = 0;
  while (!listening && now() < from + timeout_ms) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    listening = connect(fd, (const struct sockaddr *)address, sizeof *address) == 0;
    close(fd);
    if (!listening) usleep(2000);
  }
  printf("{\"ms\":%.3f,\"problem\":%s}\n", now() - from, listening ? "null" : "\"nobody listens\"");
  fflush(stdout);
}

static void forget(void) {
  for (int i = 0; i < stream_count; i++) if (streams[i].fd >= 0) close(streams[i].fd);
  for (int i = 0; i < publisher_count; i++) close(publishers[i].fd);
  for (int i = 0; i < target_count; i++) { free(targets[i].requests.file); free(targets[i].requests.items); }
  for (int i = 0; i < group_count; i++) { free(groups[i].messages.file); free(groups[i].messages.items); }
  free(streams);
  free(publishers);
  streams = publishers = NULL;
  target_count = group_count = stream_count = publisher_count = live = opening = watched_count = 0;
  marks = reads = refused = lost = failed = 0;
}

static struct sockaddr_in address_of(const char *host, int port) {
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port) };
  if (inet_pton(AF_INET, host, &address.sin_addr) != 1) { fprintf(stderr, "not an address: %s\n", host); exit(1); }
  return address;
}

static void add_streams(const char *host, int port, int n, const char *path) {
  struct target *target = &targets[target_count];
  target->address = address_of(host, port);
  read_blobs(&target->requests, path);
  streams = must(realloc(streams, (stream_count + n) * sizeof *streams));
  for (int i = 0; i < n; i++)
    streams[stream_count++] = (struct link){ .kind = STREAM, .fd = -1, .target = target_count, .request = i % target->requests.count };
  target_count++;
}

static void add_publishers(const char *host, int port, int n, int replies, const char *path) {
  struct sockaddr_in address = address_of(host, port);
  struct group *group = &groups[group_count++];
  *group = (struct group){ .first = publisher_count, .count = n, .replies = replies };
  read_blobs(&group->messages, path);
  publishers = must(realloc(publishers, (publisher_count + n) * sizeof *publishers));
  for (int i = 0; i < n; i++) {
    int fd = open_socket(&address);
    if (fd < 0) { perror("publisher"); exit(1); }
    publishers[publisher_count++] = (struct link){ .kind = PUBLISHER, .fd = fd };
  }
  /* Registered anew: the array has moved. */
  for (int i = 0; i < publisher_count; i++) {
    epoll_ctl(poller, EPOLL_CTL_DEL, publishers[i].fd, NULL);
    watch(&publishers[i], EPOLLIN, EPOLL_CTL_ADD);
  }
}

int main(void) {
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  poller = epoll_create1(EPOLL_CLOEXEC);
  char line[1024], host[64], path[768];
  int a, b, c;
  double x, y, z;
  while (fgets(line, sizeof line, stdin)) {
    if (sscanf(line, "streams %63s %d %d %767s", host, &a, &b, path) == 4) add_streams(host, a, b, path);
    else if (sscanf(line, "publishers %63s %d %d %d %767s", host, &a, &b, &c, path) == 5) add_publishers(host, a, b, c, path);
    else if (sscanf(line, "watch %d", &a) == 1) watched[watched_count++] = a;
    else if (sscanf(line, "marks %lf %lf", &x, &y) == 2) { await_marks((uint64_t)x, y); continue; }
    else if (sscanf(line, "mark %c", &mark) == 1) {}
    else if (sscanf(line, "awake %d", &awake) == 1) {}
    else if (sscanf(line, "open %d %lf", &a, &x) == 2) { open_streams(a, x); continue; }
    else if (sscanf(line, "each %d %lf %lf %lf", &a, &x, &y, &z) == 4) { publish_each(a, x, y, z); continue; }
    else if (sscanf(line, "flight %d %lf %lf", &a, &x, &y) == 3) { keep_in_flight(a, x, y); continue; }
    else if (sscanf(line, "rounds %d %lf", &a, &x) == 2) { await_rounds(a, x); continue; }
    else if (sscanf(line, "listener %63s %d %lf", host, &a, &x) == 3) { struct sockaddr_in address = address_of(host, a); await_listener(&address, x); continue; }
    else if (strncmp(line, "forget", 6) == 0) forget();
    else { fprintf(stderr, "unknown command: %s", line); return 1; }
    printf("{}\n");
    fflush(stdout);
  }
  return 0;
}
