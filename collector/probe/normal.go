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
	said := e.ask.Question.Kind == record.AskStatement
	k := source{e.result.Answer.Body, contentType, e.coding(), said}
	if f, ok := forms.get(k); ok {
		return f.digest, f.rules
	}
	body, cut := e.plain()
	if body == nil {
		body, contentType = e.body, "application/octet-stream"
	}
	f := reduced{page.Normal(contentType, body), page.Version}
	if said && !cut {
		f.digest, f.rules = page.Statement(contentType, body)
	}
	if !cut {
		forms.put(k, f)
	}
	return f.digest, f.rules
}

// A source is what the normal digest depends on.
type source struct {
	body        record.Hash
	contentType string
	coding      string
	said        bool // by a provider: also read as what is made for machines
}

// A reduced is a digest and the rules that it was made by.
type reduced struct {
	digest record.Hash
	rules  string
}

// forms remembers the digests of what was seen lately. A page that stays the
// same is reduced once: reducing costs as much as asking. It is a memory of
// arithmetic; no answer ever comes from it.
var forms memory

// A memory forgets in halves: when the young half is full it becomes the old
// one, and what was not asked for meanwhile is gone.
type memory struct {
	mu         sync.Mutex
	young, old map[source]reduced
}

const halfMemory = 4096

func (m *memory) get(k source) (reduced, bool) {
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

func (m *memory) put(k source, h reduced) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.keep(k, h)
}

func (m *memory) keep(k source, h reduced) {
	if m.young == nil || len(m.young) >= halfMemory {
		m.young, m.old = make(map[source]reduced), m.young
	}
	m.young[k] = h
}
