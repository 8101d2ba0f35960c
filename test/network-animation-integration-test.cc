/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "small-network.h"
#include "tshark.h"

#include "ns3/network-animation.h"

#ifdef IOT_LEDGER_HAS_NETANIM // ns-3's module netanim is linked, as not in contrib
#include "ns3/animation-interface.h"
#endif

#include <algorithm>
#include <fstream>
#include <regex>
#include <set>
#include <stdexcept>

using namespace ns3;
using namespace ns3::iotledger;

namespace
{

/// An element's attributes of one name, of all elements that begin like @p start.
std::vector<std::string>
ReadAttribute(const std::string& path, const std::string& start, const std::string& name)
{
    const std::regex attribute(" " + name + "=\"([^\"]*)\"");
    std::vector<std::string> values;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);)
    {
        std::smatch found;
        if (line.compare(0, start.size(), start) == 0 && std::regex_search(line, found, attribute))
        {
            values.push_back(found[1]);
        }
    }
    return values;
}

class NetworkAnimationTest : public SmallNetwork
{
  protected:
    NetworkAnimationTest()
    {
        Build(CreateObject<TreeTopology>(), 60);
        Names::Add("broker", m_servers.Get(0));
        Listen();
    }

    /// Two devices send something while @p animation looks on.
    void Exchange(NetworkAnimation& animation)
    {
        animation.AddRow(m_servers);
        animation.AddRow(m_topology->GetSwitches());
        animation.AddRow(m_devices);
        animation.Start();
        std::vector<Ptr<MessageChannel>> channels;
        Simulator::Schedule(MilliSeconds(1), [&] {
            for (const uint32_t device : {0, 59})
            {
                channels.push_back(Connect(device));
                channels.back()->Send(LengthFraming::Make(5000, 'a'));
            }
        });
        Simulator::Stop(Seconds(1));
        Simulator::Run();
        animation.Close();
    }

    TemporaryFolder m_folder;
    std::string m_path{m_folder.GetPath() + "/own.xml"};
};

} // namespace

TEST_F(NetworkAnimationTest, ShowsEveryNodeAtAPlaceOfItsOwn)
{
    NetworkAnimation animation(m_path);
    Exchange(animation);

    const auto x = ReadAttribute(m_path, "<node ", "locX");
    const auto y = ReadAttribute(m_path, "<node ", "locY");
    std::set<std::pair<std::string, std::string>> places;
    for (std::size_t i = 0; i < x.size(); ++i)
    {
        places.emplace(x[i], y[i]);
    }
    EXPECT_EQ(x.size(), 1u + 3u + 60u); // a core switch and two of 48 ports
    EXPECT_EQ(places.size(), x.size());
    EXPECT_EQ(ReadAttribute(m_path, "<link ", "fromId").size(), 1u + 2u + 60u);
    EXPECT_EQ(ReadAttribute(m_path, "<nu p=\"d\"", "descr").front(), "broker");
}

#ifdef IOT_LEDGER_HAS_NETANIM
TEST_F(NetworkAnimationTest, ShowsThePacketsThatNs3sAnimationShows)
{
    const std::string theirs = m_folder.GetPath() + "/theirs.xml";
    for (uint32_t i = 0; i < NodeList::GetNNodes(); ++i)
    {
        AnimationInterface::SetConstantPosition(NodeList::GetNode(i), i, 0);
    }
    {
        AnimationInterface reference(theirs);
        NetworkAnimation animation(m_path);
        Exchange(animation);
    }
    EXPECT_EQ(ReadAttribute(m_path, "<anim", "ver"), ReadAttribute(theirs, "<anim", "ver"));
    // Theirs follow in another order, and with ten digits.
    for (const std::string name : {"fId", "tId", "fbTx", "lbTx", "fbRx", "lbRx"})
    {
        const auto read = [&](const std::string& path) {
            std::vector<double> values;
            for (const auto& value : ReadAttribute(path, "<p ", name))
            {
                values.push_back(std::stod(value));
            }
            std::sort(values.begin(), values.end());
            return values;
        };
        const auto own = read(m_path);
        const auto reference = read(theirs);
        ASSERT_GT(own.size(), 20u);
        ASSERT_EQ(own.size(), reference.size()) << name;
        for (std::size_t i = 0; i < own.size(); ++i)
        {
            EXPECT_NEAR(own[i], reference[i], 1e-9) << name;
        }
    }
}
#endif

TEST_F(NetworkAnimationTest, SaysWhichFileCannotBeWritten)
{
    EXPECT_THROW(NetworkAnimation(m_folder.GetPath() + "/absent/own.xml"), std::runtime_error);
    NetworkAnimation full("/dev/full");
    EXPECT_THROW(Exchange(full), std::runtime_error);
}
