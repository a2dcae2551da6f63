package probe

import (
	"sync"

	"constat/store/page"
	"constat/store/record"
)

// normal returns the digest of what stays the same in the body, and the rules
// that reduced it.
func (e *exchange) normal() (record.Hash, string) {
	contentType := clean(e.gotten.Header.Get("Content-Type"))
	k := source{e.result.Answer.Body, contentType, e.coding()}
	if h, ok := forms.get(k); ok {
		return h, page.Version
	}
	body, cut := e.plain()
	if body == nil {
		body, contentType = e.body, "application/octet-stream"
	}
	h := record.Hash(page.Normal(contentType, body))
	if !cut {
		forms.put(k, h)
	}
	return h, page.Version
}

// A source is what the normal digest depends on.
type source struct {
	body        record.Hash
	contentType string
	coding      string
}

// forms remembers the digests of what was seen lately. A page that stays the
// same is reduced once: reducing costs as much as asking. It is a memory of
// arithmetic; no answer ever comes from it.
var forms memory

// A memory forgets in halves: when the young half is full it becomes the old
// one, and what was not asked for meanwhile is gone.
type memory struct {
	mu         sync.Mutex
	young, old map[source]record.Hash
}

const halfMemory = 4096

func (m *memory) get(k source) (record.Hash, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if h, ok := m.young[k]; ok {
		return h, true
	}
	h, ok := m.old[k]
	if ok {
		m.keep(k, h)
	}
	return h, ok
}

func (m *memory) put(k source, h record.Hash) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.keep(k, h)
}

func (m *memory) keep(k source, h record.Hash) {
	if m.young == nil || len(m.young) >= halfMemory {
		m.young, m.old = make(map[source]record.Hash), m.young
	}
	m.young[k] = h
}
