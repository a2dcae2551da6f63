package bundle

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"math/big"
	"slices"
	"testing"
	"time"

	"constat/cmd/constat/demo"
	"constat/store/record"
	"constat/store/seal"
)

// A tokens forge is one whose log has time stamps.
type tokens struct {
	*forge
	clocks              []*demo.Authority
	requests, responses map[record.Hash][]byte
}

// stamped tells the story, and has authorities stamp its last checkpoint:
//
//	19 anchor by the first   20 anchor by the second …   then a seal
func stamped(t *testing.T, f *forge, edit func(*record.Anchor), names ...string) *tokens {
	s := &tokens{forge: f.story(), requests: map[record.Hash][]byte{}, responses: map[record.Hash][]byte{}}
	for i, name := range names {
		a, err := demo.NewAuthority(name)
		if err != nil {
			t.Fatal(err)
		}
		s.clocks = append(s.clocks, a)
		s.stamp(19, 19, a, big.NewInt(int64(7+i)), edit)
	}
	f.seal(morning.Add(4 * time.Hour))
	return s
}

// stamp has an authority stamp one checkpoint, and says it was another.
func (s *tokens) stamp(size, said int64, a *demo.Authority, nonce *big.Int, edit func(*record.Anchor)) {
	request := seal.Request(s.heads[size], nonce)
	response, err := a.Reply(request)
	if err != nil {
		s.t.Fatal(err)
	}
	e := record.Anchor{Time: record.At(morning.Add(3 * time.Hour)), Size: said, Authority: "http://" + a.Name,
		Request: record.Sum(request), Response: record.Sum(response)}
	s.requests[e.Request], s.responses[e.Response] = request, response
	edit(&e)
	s.add(e)
}

// contents shows everything, with what the anchor entries name.
func (s *tokens) everything() Contents {
	c := s.contents(-1, int64(len(s.leaves))-1, "shop", "blog", "control")
	requests, responses := map[record.Hash][]byte{}, map[record.Hash][]byte{}
	for _, leaf := range c.Leaves {
		e, _ := record.Decode(leaf.Bytes)
		if a, ok := e.(record.Anchor); ok {
			c.Checkpoints[a.Size] = s.heads[a.Size]
			requests[a.Request], responses[a.Response] = s.requests[a.Request], s.responses[a.Response]
		}
	}
	c.Requests, c.Responses = list(requests), list(responses)
	return c
}

func honest(*record.Anchor) {}

// TestStampedStoryIsAttested is what the lies below are told of.
func TestStampedStoryIsAttested(t *testing.T) {
	s := stamped(t, newForge(t), honest, "Horloge A", "Horloge B")
	b := verifyBytes(t, s.write(s.everything()), trusting(t, s.forge, s.clocks...))
	if b.Verdict() != Proven || len(b.Logs[0].Stamps) != 2 {
		t.Fatalf("%s: %+v", b.Verdict(), b.Checks)
	}
}

// trusting names authorities in a policy.
func trusting(t *testing.T, f *forge, clocks ...*demo.Authority) *seal.Policy {
	text := fmt.Appendf(nil, "log %s\nquorum none\n", f.key.Verifier())
	for i, a := range clocks {
		text = append(fmt.Appendf(text, "authority %c\n", 'a'+i), a.Root()...)
	}
	p, err := seal.ParsePolicy(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// What can be done to time stamps.
var tokenLies = []lie{
	{"a token left out", Integrity, "time stamps", "is not in this bundle", tokened(func(c *Contents) { c.Responses = c.Responses[1:] })},
	{"a request left out", Integrity, "time stamps", "is not in this bundle", tokened(func(c *Contents) { c.Requests = c.Requests[1:] })},
	{"a token that no entry names", Integrity, "time stamps", "that no entry names", tokened(func(c *Contents) {
		b := []byte("token")
		c.Responses = append(c.Responses, list(map[record.Hash][]byte{record.Sum(b): b})...)
		slices.SortFunc(c.Responses, func(a, b File) int { return bytes.Compare(a.Digest[:], b.Digest[:]) })
	})},
	{"the stamped checkpoint left out", Integrity, "time stamps", "is not here", tokened(func(c *Contents) { delete(c.Checkpoints, 19) })},
	{"two tokens changed for each other", Integrity, "time stamps", "holds other bytes than its name says", func(t *testing.T, f *forge) []byte {
		s := stamped(t, f, honest, "Horloge A", "Horloge B")
		m := unzip(t, s.write(s.everything()))
		var names []string
		for h := range s.responses {
			names = append(names, responseName(h))
		}
		m[names[0]], m[names[1]] = m[names[1]], m[names[0]]
		refresh(m)
		return rezip(t, m, f.key)
	}},
	{"the token of another request", Integrity, "time stamps", "no answer to the request", func(t *testing.T, f *forge) []byte {
		var first record.Anchor
		s := stamped(t, f, func(a *record.Anchor) {
			if first.Size == 0 {
				first = *a
				return
			}
			a.Response = first.Response
		}, "Horloge A", "Horloge B")
		return s.write(s.everything())
	}},
	{"the token of an earlier checkpoint", Integrity, "time stamps", "for other data", func(t *testing.T, f *forge) []byte {
		s := stamped(t, f, honest, "Horloge A")
		s.stamp(14, 19, s.clocks[0], big.NewInt(1), honest)
		f.seal(morning.Add(5 * time.Hour))
		return s.write(s.everything())
	}},
	{"a token with another signature", Integrity, "time stamps", "leaf 19", forgedToken(func(b []byte) []byte { b[len(b)-3] ^= 1; return b })},
	{"a token of another hour", Integrity, "time stamps", "leaf 19", forgedToken(func(b []byte) []byte {
		return bytes.Replace(b, []byte(time.Now().UTC().Format("200601")), []byte("200101"), 1)
	})},
	{"a token cut short", Integrity, "time stamps", "leaf 19", forgedToken(func(b []byte) []byte { return b[:len(b)-1] })},
	{"bytes after a token", Integrity, "time stamps", "leaf 19", forgedToken(func(b []byte) []byte { return append(b, 0) })},
	{"a token nested a thousand deep", Integrity, "time stamps", "leaf 19", forgedToken(func(b []byte) []byte { return nested(1000) })},
}

// nested is DER that goes down and down.
func nested(deep int) (b []byte) {
	for range deep {
		b = append([]byte{0x30, 0x82, byte(len(b) >> 8), byte(len(b))}, b...)
	}
	return b
}

func tokened(edit func(*Contents)) func(*testing.T, *forge) []byte {
	return func(t *testing.T, f *forge) []byte {
		s := stamped(t, f, honest, "Horloge A", "Horloge B")
		return f.with(s.everything(), edit)
	}
}

// forgedToken has the first entry name a response that was edited.
func forgedToken(edit func([]byte) []byte) func(*testing.T, *forge) []byte {
	return func(t *testing.T, f *forge) []byte {
		s := &tokens{forge: f.story(), requests: map[record.Hash][]byte{}, responses: map[record.Hash][]byte{}}
		a, err := demo.NewAuthority("Horloge A")
		if err != nil {
			t.Fatal(err)
		}
		s.stamp(19, 19, a, big.NewInt(1), func(e *record.Anchor) {
			b := edit(bytes.Clone(s.responses[e.Response]))
			e.Response = sha256.Sum256(b)
			s.responses[e.Response] = b
		})
		f.seal(morning.Add(4 * time.Hour))
		return s.write(s.everything())
	}
}

// What authorities are worth that the reader does not name: the bundle is not
// broken, and its time is attested by nobody.
var strangerLies = []stranger{
	{"an authority of its own", "0 tokens of authorities that the policy names (2 others)", func(t *testing.T, s *tokens) *seal.Policy {
		return trusting(t, s.forge, stamped(t, newForge(t), honest, "Horloge A", "Horloge B").clocks...)
	}},
	{"one authority that is known, one of its own", "1 token of an authority that the policy names (1 other)", func(t *testing.T, s *tokens) *seal.Policy {
		other := stamped(t, newForge(t), honest, "Horloge B").clocks[0]
		return trusting(t, s.forge, s.clocks[0], other)
	}},
	{"no authority at all", "no policy was given", func(*testing.T, *tokens) *seal.Policy { return nil }},
}

type stranger struct {
	name, says string
	policy     func(*testing.T, *tokens) *seal.Policy
}

func TestStrangersAttestNothing(t *testing.T) {
	for _, l := range strangerLies {
		t.Run(l.name, func(t *testing.T) {
			s := stamped(t, newForge(t), honest, "Horloge A", "Horloge B")
			b := verifyBytes(t, s.write(s.everything()), l.policy(t, s))
			c := lie{l.name, Time, "time stamps", l.says, nil}.caught(t, b, Unchecked)
			t.Logf("%s: %s, %s: %s", l.name, c.Head, c.Name, c.Detail.English)
		})
	}
}
