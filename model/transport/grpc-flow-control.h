/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GRPC_FLOW_CONTROL_H
#define GRPC_FLOW_CONTROL_H

#include "ns3/nstime.h"

#include <cstdint>

namespace ns3
{
namespace iotledger
{

/**
 * @ingroup iot-ledger
 * @brief When the receiver widens the connection's window again.
 *
 * Whatever the application reads: as soon as a quarter of the limit has come.
 * Source: grpc-go v1.31, internal/transport/flowcontrol.go, trInFlow. All sizes in bytes.
 */
class GrpcConnectionWindow
{
  public:
    explicit GrpcConnectionWindow(uint32_t limit);

    uint32_t Receive(uint32_t size);   //!< @return the window update to send; 0: none
    uint32_t Reset();                  //!< @return the window update for all that has come
    uint32_t SetLimit(uint32_t limit); //!< not less than before. @return the window update

  private:
    uint32_t m_limit;
    uint32_t m_unacknowledged{0};
};

/**
 * @ingroup iot-ledger
 * @brief When the receiver widens a stream's window again.
 *
 * As soon as the application has read a quarter of the limit; and by a whole message at once when
 * the application waits for one that the window would not let through.
 * Source: grpc-go v1.31, internal/transport/flowcontrol.go, inFlow. All sizes in bytes.
 */
class GrpcStreamWindow
{
  public:
    explicit GrpcStreamWindow(uint32_t limit = 65535);

    void Receive(uint32_t size);
    uint32_t Read(uint32_t size);   //!< the application has. @return the window update; 0: none
    uint32_t Expect(uint32_t size); //!< the application waits for. @return the window update
    void SetLimit(uint32_t limit);  //!< not less than before

  private:
    uint32_t m_limit;
    uint32_t m_pendingData{0};   //!< come, not read
    uint32_t m_pendingUpdate{0}; //!< read, not told to the sender
    uint32_t m_extra{0};         //!< granted over the limit
};

/**
 * @ingroup iot-ledger
 * @brief Estimates the bandwidth-delay product of a connection from the bytes that come within the
 * round trip of a PING.
 *
 * Data after a quiet round trip starts a sample and asks for a PING; its answer ends the sample. A
 * sample of at least BETA of the estimate, at the highest rate so far, makes GAMMA times the sample
 * the new estimate, up to LIMIT.
 * Source: grpc-go v1.31, internal/transport/bdp_estimator.go.
 */
class GrpcBandwidthEstimator
{
  public:
    static constexpr uint32_t LIMIT = 16 * 1024 * 1024; //!< [B]
    static constexpr double ALPHA = 0.9;                //!< weight of a round trip time
    static constexpr double BETA = 0.66;                //!< of the estimate
    static constexpr double GAMMA = 2;                  //!< times the sample

    explicit GrpcBandwidthEstimator(uint32_t estimate);

    /// @p size bytes of data have come at @p now. @return whether to send a PING.
    bool Receive(uint32_t size, Time now);

    /// The PING's answer has come at @p now. @return the new estimate [B], 0: as before.
    uint32_t Calculate(Time now);

  private:
    uint32_t m_estimate;   //!< [B]
    uint32_t m_sample{0};  //!< [B] since the PING was sent
    uint64_t m_samples{0}; //!< so far
    bool m_isSampling{false};
    Time m_sentAt;
    double m_roundTrip{0};    //!< moving average [s]
    double m_maxBandwidth{0}; //!< [B/s]
};

} // namespace iotledger
} // namespace ns3

#endif /* GRPC_FLOW_CONTROL_H */
