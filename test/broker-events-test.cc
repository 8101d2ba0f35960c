/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "mqtt-world.h"

#include "ns3/broker-events.h"
#include "ns3/uinteger.h"

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

class BrokerEventsTest : public MqttWorld
{
  protected:
    BrokerEventsTest()
    {
        watcher.Watch(broker, "broker");
    }

    EventLog eventLog{1};
    BrokerEvents watcher{eventLog};
};

} // namespace

// MQTT 3.1.1, 3.1.2.2 and 3.1: an unknown version, and a packet before CONNECT. To connect takes 2 ms,
// a packet 1 ms.
TEST_F(BrokerEventsTest, TellWhatTheBrokerDoesNotTake)
{
    RawPeer early(transport, 1883);
    early.Send("c000");
    RunUntil(MilliSeconds(5));
    RawPeer unknown(transport, 1883);
    unknown.Send("10 0c 0004 'MQTT' 06 02 0000 0000");
    RunUntil(MilliSeconds(10));

    EXPECT_EQ(eventLog.GetTable().ToString(),
              "run,time_s,node,event,detail\n"
              "1,0.003,broker,malformed,a client: the first packet is not CONNECT [MQTT-3.1.0-1]\n"
              "1,0.008,broker,refused,a client: reason code 0x84\n");
}

TEST_F(BrokerEventsTest, TellWhatTheBrokerCannotKeep)
{
    broker->SetAttribute("MaxInflightMessages", UintegerValue(1));
    broker->SetAttribute("MaxQueuedMessages", UintegerValue(1));
    auto reader = MakePeer("reader", "t", 1);
    auto sender = MakePeer("sender");
    RunUntil(MilliSeconds(10));
    for (int i = 0; i < 3; ++i) // one under way, one waits
    {
        sender->Publish("t", SharedBytes("x"), 1);
    }
    RunUntil(MilliSeconds(20));

    EXPECT_EQ(eventLog.GetTable().ToString(),
              "run,time_s,node,event,detail\n"
              "1,0.011,broker,message-dropped,of t for reader\n");
}
