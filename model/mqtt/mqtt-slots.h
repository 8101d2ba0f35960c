/*
 * Copyright (c) 2026 The iot-ledger authors
 *
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MQTT_SLOTS_H
#define MQTT_SLOTS_H

#include <cstdint>
#include <memory>
#include <vector>

namespace ns3
{
namespace iotledger
{

/// Tells what sits in a slot from all that had the slot before. @ingroup iot-ledger
struct MqttSlotId
{
    uint32_t slot{0};
    uint32_t generation{0};

    bool operator==(const MqttSlotId& other) const
    {
        return slot == other.slot && generation == other.generation;
    }

    bool operator!=(const MqttSlotId& other) const
    {
        return !(*this == other);
    }
};

/**
 * @ingroup iot-ledger
 * @brief Keeps objects under small numbers that are used again; their addresses stay.
 * @tparam T default constructible, with a member `MqttSlotId id`
 */
template <typename T>
class MqttSlots
{
  public:
    T& Add()
    {
        if (m_free.empty())
        {
            m_free.push_back(static_cast<uint32_t>(m_slots.size()));
            m_slots.emplace_back();
        }
        const uint32_t index = m_free.back();
        m_free.pop_back();
        m_slots[index].object = std::make_unique<T>();
        m_slots[index].object->id = {index, m_slots[index].generation};
        return *m_slots[index].object;
    }

    /// @return the object, or null if it is no longer here.
    T* Find(MqttSlotId id) const
    {
        return id.slot < m_slots.size() && m_slots[id.slot].generation == id.generation
                   ? m_slots[id.slot].object.get()
                   : nullptr;
    }

    /// @return what sits in @p slot now, or null.
    T* GetAt(uint32_t slot) const
    {
        return slot < m_slots.size() ? m_slots[slot].object.get() : nullptr;
    }

    void Remove(MqttSlotId id)
    {
        if (Find(id))
        {
            m_slots[id.slot].object = nullptr;
            ++m_slots[id.slot].generation;
            m_free.push_back(id.slot);
        }
    }

    void Clear()
    {
        m_slots.clear();
        m_free.clear();
    }

    uint32_t GetCount() const
    {
        return static_cast<uint32_t>(m_slots.size() - m_free.size());
    }

    /// Calls @p visit with every object, in order of the slots.
    template <typename Visitor>
    void ForEach(Visitor visit) const
    {
        for (const auto& slot : m_slots)
        {
            if (slot.object)
            {
                visit(*slot.object);
            }
        }
    }

  private:
    struct Slot
    {
        std::unique_ptr<T> object;
        uint32_t generation{0};
    };

    std::vector<Slot> m_slots;
    std::vector<uint32_t> m_free;
};

} // namespace iotledger
} // namespace ns3

#endif /* MQTT_SLOTS_H */
