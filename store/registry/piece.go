package registry

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"sync"
)

// What a piece of a voucher is refused for.
var (
	ErrOther = errors.New("this piece is there already, and is another one")
	ErrShort = errors.New("each piece but the last must be whole")
)

// pieces is what this run of the program saw of the vouchers on their way, in memory
// alone: on disk a digest of the content would tell who guesses it that he is right.
type pieces struct {
	mu  sync.Mutex
	all map[pieceKey]*seen
}

type pieceKey struct{ member, voucher int }

// seen is what was seen of one voucher.
type seen struct {
	mu   sync.Mutex
	each map[int][sha256.Size]byte
	sum  hash.Hash // over the pieces so far, while they come in order
	size int64
	next int // the piece that follows, 0 once one came out of turn, or before this run
}

// mostSeen is how many vouchers are remembered at once.
const mostSeen = 4096

// of gives what was seen of a voucher; begun makes it anew.
func (p *pieces) of(key pieceKey, begun bool) *seen {
	p.mu.Lock()
	defer p.mu.Unlock()
	if s := p.all[key]; s != nil && !begun {
		return s
	}
	s := &seen{each: map[int][sha256.Size]byte{}, sum: sha256.New()}
	if begun {
		s.next = 1
	}
	if p.all == nil {
		p.all = map[pieceKey]*seen{}
	}
	for k := range p.all { // whichever it is: of that one the digest of the whole won't be known here
		if len(p.all) < mostSeen {
			break
		}
		delete(p.all, k)
	}
	p.all[key] = s
	return s
}

func (p *pieces) forget(key pieceKey) {
	p.mu.Lock()
	delete(p.all, key)
	p.mu.Unlock()
}

// take notes a piece that was written.
func (s *seen) take(n int, data []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.each[n] = sha256.Sum256(data)
	if s.next == 0 || n != s.next || s.size%ChunkSize != 0 {
		s.next = 0
		return
	}
	s.sum.Write(data)
	s.size += int64(len(data))
	s.next++
}

// again tells whether a piece that is there already is this one: ErrOther when this run saw that
// it is not, or when it has another length. What was written before this run, of
// the same length, can't be told.
func (s *seen) again(n int, data, cipher []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if was, ok := s.each[n]; ok {
		if was != sha256.Sum256(data) {
			return ErrOther
		}
		return nil
	}
	s.next = 0
	if size, err := plainSize(cipher); err != nil || size != len(data) {
		return ErrOther
	}
	return nil
}

// whole gives size and digest of all n pieces, where this run saw them in order.
func (s *seen) whole(n int) (size int64, sum Digest) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.next != n+1 {
		return 0, ""
	}
	return s.size, Digest(hex.EncodeToString(s.sum.Sum(nil)))
}

// plainSize is how many bytes an age file holds, by its length alone: behind the header's
// last line come a nonce of 16 bytes, and 16 bytes with each 64 KiB begun (age-encryption.org/v1).
func plainSize(cipher []byte) (int, error) {
	const nonce, tag, step = 16, 16, 64 << 10
	at := bytes.Index(cipher, []byte("\n--- "))
	if at < 0 {
		return 0, errors.New("not an age file")
	}
	end := bytes.IndexByte(cipher[at+1:], '\n')
	payload := len(cipher) - (at + 1 + end + 1) - nonce
	if end < 0 || payload < tag {
		return 0, fmt.Errorf("an age file of %d bytes", len(cipher))
	}
	chunks := (payload + step + tag - 1) / (step + tag)
	return payload - chunks*tag, nil
}
