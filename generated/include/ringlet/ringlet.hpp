// Generated from spec/types.json, key "runtime_headers". Do not edit: change the list, then run
// `python3 codegen generate`.
//
// Everything: the runtime's core and all operations.
#pragma once

#include <ringlet/language.hpp>
#include <ringlet/version.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/task.hpp>
#include <ringlet/operation.hpp>
#include <ringlet/stream.hpp>
#include <ringlet/notified.hpp>
#include <ringlet/remote.hpp>
#include <ringlet/adaptors.hpp>
#include <ringlet/cancel_id.hpp>
#include <ringlet/cancel.hpp>
#include <ringlet/gather.hpp>
#include <ringlet/when.hpp>
#include <ringlet/scope.hpp>
#include <ringlet/event.hpp>
#include <ringlet/mutex.hpp>
#include <ringlet/semaphore.hpp>
#include <ringlet/channel.hpp>
#include <ringlet/linked.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/unique_fd.hpp>
#include <ringlet/direct_slot.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/path.hpp>
#include <ringlet/buffers.hpp>
#include <ringlet/duration.hpp>
#include <ringlet/address.hpp>
#include <ringlet/listen.hpp>
#include <ringlet/transfer.hpp>
#include <ringlet/buffered_reader.hpp>
#include <ringlet/buffer_ring.hpp>
#include <ringlet/provided_buffers.hpp>
#include <ringlet/registered_buffers.hpp>
#include <ringlet/file_table.hpp>
#include <ringlet/receive_area.hpp>
#include <ringlet/outgoing_buffers.hpp>

#include <ringlet/operations.hpp>
