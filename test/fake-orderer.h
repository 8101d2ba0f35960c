/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAKE_ORDERER_H
#define FAKE_ORDERER_H

#include "fabric-common.pb.h"
#include "fabric-orderer.pb.h"

#include "ns3/block-hash.h"
#include "ns3/fabric-place.h"
#include "ns3/fabric-proposal.h"
#include "ns3/fabric-signer.h"
#include "ns3/grpc-server.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// An ordering service of one for tests of peers: it cuts a block after so many envelopes, at once,
/// and alters what it is told to.
class FakeOrderer
{
  public:
    FakeOrderer(const FabricPlace& place, const SharedBytes& genesis)
        : signers{place.signer},
          m_place(place)
    {
        fabric::Block block;
        DecodeFabric(block, genesis);
        blocks.push_back(block);
    }

    void Listen()
    {
        server->Handle("/orderer.AtomicBroadcast/Broadcast", [this](Ptr<GrpcStream> stream) {
            stream->SetMessageCallback([this, stream](const SharedBytes& message) {
                fabric::BroadcastResponse response;
                response.set_status(status);
                stream->Send(EncodeFabric(response));
                received++;
                if (status == fabric::SUCCESS)
                {
                    Order(message.ToString());
                }
            });
        });
        server->Handle("/orderer.AtomicBroadcast/Deliver", [this](Ptr<GrpcStream> stream) {
            stream->SetMessageCallback(
                [this, stream](const SharedBytes& message) { Seek(stream, message); });
        });
        server->Listen(m_place.transport, m_place.node, 7050);
    }

    void Order(const std::string& envelope)
    {
        pending.push_back(envelope);
        if (pending.size() >= blockSize)
        {
            Cut();
        }
    }

    /// Orders @p config, a ConfigEnvelope, on the channel of the first block.
    void OrderConfig(const SharedBytes& config)
    {
        fabric::Envelope envelope;
        fabric::Payload payload;
        DecodeFabric(envelope, blocks.front().data().data(0));
        DecodeFabric(payload, envelope.payload());
        payload.set_data(config.ToString());
        fabric::SignatureHeader signer;
        signer.set_creator(m_place.signer->GetIdentity().Serialize().ToString());
        signer.set_nonce(std::string(24, 'c'));
        payload.mutable_header()->set_signature_header(signer.SerializeAsString());
        envelope.set_payload(payload.SerializeAsString());
        envelope.set_signature(
            m_place.signer->Sign(SharedBytes(std::string_view(envelope.payload())))
                .value.ToString());
        pending.push_back(envelope.SerializeAsString());
        Cut();
    }

    void Cut()
    {
        fabric::Block block;
        block.mutable_header()->set_number(blocks.size());
        block.mutable_header()->set_previous_hash(
            HashBlockHeader(blocks.back().header()).ToString());
        if (alterHeader)
        {
            alterHeader(*block.mutable_header());
        }
        for (const auto& envelope : std::exchange(pending, {}))
        {
            block.mutable_data()->add_data(alterEnvelope ? alterEnvelope(envelope) : envelope);
        }
        block.mutable_header()->set_data_hash(HashBlockData(block.data()).ToString());
        Sign(block);
        blocks.push_back(block);
        for (const auto& stream : m_streams)
        {
            Send(stream, block);
        }
    }

    std::vector<std::shared_ptr<const FabricSigner>> signers; //!< of each block
    std::vector<fabric::Block> blocks;
    std::vector<std::string> pending; //!< envelopes
    uint32_t blockSize{1};            //!< envelopes
    uint32_t received{0};             //!< envelopes, refused ones included
    uint32_t seeks{0};
    fabric::Status status{fabric::SUCCESS};                       //!< that Broadcast answers
    std::function<std::string(const std::string&)> alterEnvelope; //!< if set
    std::function<void(fabric::BlockHeader&)> alterHeader;        //!< before it is signed, if set
    std::function<void(fabric::Block&)> alterBlock;               //!< as it is sent, if set
    Ptr<GrpcServer> server = CreateObject<GrpcServer>();

  private:
    void Sign(fabric::Block& block)
    {
        fabric::OrdererBlockMetadata value;
        value.mutable_last_config()->set_index(0);
        fabric::Metadata metadata;
        metadata.set_value(value.SerializeAsString());
        const auto header = EncodeBlockHeader(block.header().number(),
                                              block.header().previous_hash(),
                                              block.header().data_hash());
        for (const auto& signer : signers)
        {
            fabric::SignatureHeader creator;
            creator.set_creator(signer->GetIdentity().Serialize().ToString());
            creator.set_nonce(std::string(24, static_cast<char>('n' + metadata.signatures_size())));
            auto* signature = metadata.add_signatures();
            signature->set_signature_header(creator.SerializeAsString());
            signature->set_signature(
                signer
                    ->Sign(SharedBytes(std::string_view(metadata.value() +
                                                        signature->signature_header() + header)))
                    .value.ToString());
        }
        block.mutable_metadata()->add_metadata(metadata.SerializeAsString());
        for (int i = 0; i < 4; i++)
        {
            block.mutable_metadata()->add_metadata();
        }
    }

    void Send(Ptr<GrpcStream> stream, fabric::Block block)
    {
        if (alterBlock)
        {
            alterBlock(block);
        }
        fabric::DeliverResponse response;
        *response.mutable_block() = block;
        stream->Send(EncodeFabric(response));
    }

    void Seek(Ptr<GrpcStream> stream, const SharedBytes& message)
    {
        fabric::Envelope envelope;
        fabric::Payload payload;
        fabric::SeekInfo seek;
        DecodeFabric(envelope, message);
        DecodeFabric(payload, envelope.payload());
        DecodeFabric(seek, payload.data());
        seeks++;
        for (auto i = seek.start().specified().number(); i < blocks.size(); i++)
        {
            Send(stream, blocks[i]);
        }
        m_streams.push_back(stream);
    }

    FabricPlace m_place;
    std::vector<Ptr<GrpcStream>> m_streams;
};

} // namespace iotledger
} // namespace ns3

#endif /* FAKE_ORDERER_H */
