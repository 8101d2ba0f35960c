/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "calibration-samples.h"
#include "calibration-workload.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace ns3
{
namespace iotledger
{

namespace
{

int
Require(int result, const char* call)
{
    if (result < 0)
    {
        throw std::system_error(errno,
                                std::generic_category(),
                                std::string("loopback connection: ") + call);
    }
    return result;
}

/// @return [ns] what two readings of the clock next to each other differ by.
double
MeasureClock()
{
    std::vector<double> costs(1001);
    for (auto& cost : costs)
    {
        const auto start = GetCpuTime();
        cost = GetCpuTime() - start;
    }
    std::sort(costs.begin(), costs.end());
    return GetQuantile(costs, 0.5);
}

} // namespace

LoopbackConnection::LoopbackConnection()
    : m_clockCost(MeasureClock())
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* anyAddress = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof(address);

    const auto listener = Require(socket(AF_INET, SOCK_STREAM, 0), "socket");
    Require(bind(listener, anyAddress, size), "bind");
    Require(listen(listener, 1), "listen");
    Require(getsockname(listener, anyAddress, &size), "getsockname");
    m_sender = Require(socket(AF_INET, SOCK_STREAM, 0), "socket");
    Require(connect(m_sender, anyAddress, size), "connect");
    m_receiver = Require(accept(listener, nullptr, nullptr), "accept");
    close(listener);
    const int yes = 1;
    Require(setsockopt(m_sender, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes)), "setsockopt");
}

LoopbackConnection::~LoopbackConnection()
{
    close(m_sender);
    close(m_receiver);
}

LoopbackConnection::Cost
LoopbackConnection::Move(uint64_t bytes)
{
    std::vector<char> buffer(bytes);
    Cost cost{0, 0};
    uint64_t sent = 0;
    uint64_t received = 0;
    while (received < bytes)
    {
        if (sent < bytes)
        {
            const auto start = GetCpuTime();
            const auto size = send(m_sender, buffer.data() + sent, bytes - sent, MSG_DONTWAIT);
            cost.write += GetCpuTime() - start - m_clockCost;
            sent += static_cast<uint64_t>(std::max<ssize_t>(size, 0));
        }
        pollfd readable{m_receiver, POLLIN, 0};
        Require(poll(&readable, 1, 1000 /* ms */), "poll");
        const auto start = GetCpuTime();
        const auto size = recv(m_receiver, buffer.data(), bytes, MSG_DONTWAIT);
        cost.read += GetCpuTime() - start - m_clockCost;
        if (size == 0 || (size < 0 && errno != EAGAIN))
        {
            Require(-1, "recv");
        }
        received += static_cast<uint64_t>(std::max<ssize_t>(size, 0));
    }
    return cost;
}

} // namespace iotledger
} // namespace ns3
