package form

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"sync"
)

// posts remember, for as long as this run, what each post held, as a digest that tells nothing without this run's secret.
// The zero value is ready. What is forgotten counts as other than before: it is never thrown away.
type posts struct {
	mu    sync.Mutex
	known map[[32]byte]*post
}

type post struct {
	mu      sync.Mutex
	content [32]byte
}

// of waits until nobody else is sending with this key, and gives what was last taken with it, zero where that
// isn't known. Done lets the next one in.
func (s *posts) of(key string) (content *[32]byte, done func()) {
	name := sha256.Sum256([]byte(key))
	s.mu.Lock()
	p := s.known[name]
	if p == nil {
		if s.known == nil || len(s.known) >= maxKnown {
			s.known = map[[32]byte]*post{}
		}
		p = &post{}
		s.known[name] = p
	}
	s.mu.Unlock()
	p.mu.Lock()
	return &p.content, p.mu.Unlock
}

// content is the digest of what a person said, without the hour and the language of the page.
func (f *Form) content(key string, all []said) [32]byte {
	h := hmac.New(sha256.New, f.secret[:])
	h.Write([]byte("constat-content/1\n" + key + "\n"))
	w := json.NewEncoder(h)
	for _, s := range all {
		_ = w.Encode([]any{s.name, s.value}) // a hash takes all
	}
	return [32]byte(h.Sum(nil))
}
