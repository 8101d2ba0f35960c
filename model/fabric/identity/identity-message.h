/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef IDENTITY_MESSAGE_H
#define IDENTITY_MESSAGE_H

#include "ns3/shared-bytes.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/message_lite.h>
#include <google/protobuf/timestamp.pb.h>
#include <string>

namespace ns3
{
namespace iotledger
{

/// @return the protobuf encoding of @p message, the same for the same content: maps in the order of
/// their keys. Internal.
inline SharedBytes
EncodeMessage(const google::protobuf::MessageLite& message)
{
    std::string text;
    {
        google::protobuf::io::StringOutputStream stream(&text);
        google::protobuf::io::CodedOutputStream coded(&stream);
        coded.SetSerializationDeterministic(true);
        message.SerializeToCodedStream(&coded);
    }
    return SharedBytes(text);
}

/// Reads @p message off @p bytes, which may come from anywhere. @return whether it is one.
/// Internal.
inline bool
DecodeMessage(google::protobuf::MessageLite& message, const SharedBytes& bytes)
{
    if (bytes.GetZeroTail() > 0)
    {
        return message.ParseFromString(bytes.ToString());
    }
    return message.ParseFromArray(bytes.GetHead(), static_cast<int>(bytes.GetHeadSize()));
}

/// Sets @p timestamp to @p time [ns since 1970-01-01 UTC]. Internal.
inline void
SetTimestamp(google::protobuf::Timestamp& timestamp, int64_t time)
{
    constexpr int64_t SECOND = 1'000'000'000;
    timestamp.set_seconds(time / SECOND);
    timestamp.set_nanos(static_cast<int32_t>(time % SECOND));
}

} // namespace iotledger
} // namespace ns3

#endif /* IDENTITY_MESSAGE_H */
