/*
 * One packet to many sockets in one call from JavaScript: a call for each costs a fifth on top of the kernel's own work.
 * Built by scripts/lib/native.mjs; send-many.ts has the same in JavaScript, for machines without a C compiler.
 */
#define NAPI_VERSION 8
#include <node_api.h>
#include <sys/socket.h>

#ifndef MSG_NOSIGNAL /* Node ignores SIGPIPE by itself. */
#define MSG_NOSIGNAL 0
#endif

static bool read_int32s(napi_env env, napi_value value, int32_t **numbers, size_t *length) {
  napi_typedarray_type type;
  bool is_array = false;
  if (napi_is_typedarray(env, value, &is_array) != napi_ok || !is_array) return false;
  if (napi_get_typedarray_info(env, value, &type, length, (void **)numbers, NULL, NULL) != napi_ok) return false;
  return type == napi_int32_array;
}

/* sendMany(descriptors: Int32Array, bytes: Uint8Array, taken: Int32Array): how many took all of them. */
static napi_value send_many(napi_env env, napi_callback_info info) {
  napi_value argv[3], result;
  size_t argc = 3, count, room, size;
  int32_t *descriptors, *taken;
  void *bytes;
  bool is_buffer = false;

  if (napi_get_cb_info(env, info, &argc, argv, NULL, NULL) != napi_ok) return NULL;
  if (argc < 3 || !read_int32s(env, argv[0], &descriptors, &count) || !read_int32s(env, argv[2], &taken, &room) ||
      napi_is_buffer(env, argv[1], &is_buffer) != napi_ok || !is_buffer || room < count ||
      napi_get_buffer_info(env, argv[1], &bytes, &size) != napi_ok) {
    napi_throw_type_error(env, NULL, "sendMany(Int32Array, Uint8Array, Int32Array of at least the first one's length)");
    return NULL;
  }
  uint32_t whole = 0;
  for (size_t i = 0; i < count; i++) {
    ssize_t sent = send(descriptors[i], bytes, size, MSG_DONTWAIT | MSG_NOSIGNAL);
    taken[i] = sent > 0 ? (int32_t)sent : 0;
    whole += sent == (ssize_t)size;
  }
  return napi_create_uint32(env, whole, &result) == napi_ok ? result : NULL;
}

NAPI_MODULE_INIT() {
  napi_value function;
  if (napi_create_function(env, "sendMany", NAPI_AUTO_LENGTH, send_many, NULL, &function) != napi_ok) return NULL;
  if (napi_set_named_property(env, exports, "sendMany", function) != napi_ok) return NULL;
  return exports;
}
