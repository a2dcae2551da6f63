package registry

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	"filippo.io/age"
)

const (
	memberSchema = "constat-member/1"
	entrySchema  = "constat-entry/1"
	maxPlain     = 4 << 20          // bytes of the plaintext of member.age
	maxSealed    = maxPlain + 1<<17 // the same, encrypted to maxKeys
	maxEntry     = 1 << 13
)

// Receipt is what the member is given: with the digest anybody can show, later and
// without opening it, that the file kept is the one received.
type Receipt struct {
	MemberNo     int
	Digest       Digest // SHA-256 of the encrypted file
	Completeness Completeness
}

// Entry is entry.json: what is known of a member without the key.
type Entry struct {
	Schema       string       `json:"schema"`
	Claim        string       `json:"claim"`
	MemberNo     int          `json:"member_no" range:"1-999999"`
	Time         When         `json:"time"` // when it was received
	Completeness Completeness `json:"completeness"`
	SHA256       Digest       `json:"sha256"`
	Size         int64        `json:"size" range:"1-4325376"`
}

// sealed is the plaintext of member.age. Claim, number and time stand in it too, so that a
// file moved to another place, or an entry edited, is noticed when counsel reads it.
type sealed struct {
	Schema string `json:"schema"`
	Claim  string `json:"claim"`
	Time   When   `json:"time"` // when it was received
	Member Member `json:"member"`
}

// Add checks a member, encrypts it to all recipients and puts it into the claim; when it
// returns without error the member is on disk. A member without a number gets the one after the
// highest, one without created_at gets now. Errors are a *FieldError, ErrTaken or
// ErrFull, wrapped; the claim is then as it was.
func (c *Claim) Add(memberJSON []byte, now time.Time) (Receipt, error) {
	m, err := ParseMember(memberJSON)
	if err != nil {
		return Receipt{}, fmt.Errorf("add a member to claim %q: %w", c.Name, err)
	}
	if m.CreatedAt == "" {
		m.CreatedAt = instant(now)
	}
	r, err := c.place(m, instant(now))
	if err != nil {
		return Receipt{}, fmt.Errorf("add a member to claim %q: %w", c.Name, err)
	}
	return r, nil
}

// place finds the member's number. Another process may take it first; then the
// rename says so and the next one is tried.
func (c *Claim) place(m Member, now When) (Receipt, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if m.MemberNo != 0 {
		return c.put(m, now)
	}
	for {
		no, err := c.free()
		if err != nil {
			return Receipt{}, err
		}
		m.MemberNo = no
		r, err := c.put(m, now)
		if !errors.Is(err, ErrTaken) {
			return r, err
		}
		c.last = 0
	}
}

func (c *Claim) free() (int, error) {
	if c.last == 0 {
		if err := sweep(c.members); err != nil {
			return 0, err
		}
		nos, _, err := c.numbers()
		if err != nil {
			return 0, err
		}
		for _, no := range nos {
			c.last = max(c.last, no)
		}
	}
	if c.last == MaxMemberNo {
		return 0, ErrFull
	}
	return c.last + 1, nil
}

// put encrypts in memory, and writes what is encrypted.
func (c *Claim) put(m Member, now When) (Receipt, error) {
	cipher, err := c.seal(sealed{memberSchema, c.Name, now, m})
	if err != nil {
		return Receipt{}, err
	}
	digest := sha256.Sum256(cipher)
	e := Entry{entrySchema, c.Name, m.MemberNo, now, m.Complete(), Digest(hex.EncodeToString(digest[:])), int64(len(cipher))}
	clear, err := encode(e)
	if err != nil {
		return Receipt{}, err
	}
	err = putFolder(c.members, folder(m.MemberNo), c.reached, file{"member.age", cipher}, file{"entry.json", clear})
	if errors.Is(err, ErrExists) {
		return Receipt{}, fmt.Errorf("member %d: %w", m.MemberNo, ErrTaken)
	}
	if err != nil {
		return Receipt{}, err
	}
	c.last = max(c.last, m.MemberNo)
	return Receipt{m.MemberNo, e.SHA256, e.Completeness}, nil
}

func (c *Claim) seal(s sealed) ([]byte, error) {
	plain, err := encode(s)
	if err != nil {
		return nil, err
	}
	if len(plain) > maxPlain { // what could not be read back is not taken
		return nil, &FieldError{Fault: FaultTooBig, Want: strconv.Itoa(maxPlain)}
	}
	var b bytes.Buffer
	w, err := age.Encrypt(&b, c.keys...)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(plain); err != nil {
		return nil, err
	}
	err = w.Close()
	return b.Bytes(), err
}

func folder(no int) string { return fmt.Sprintf("%06d", no) }

// numbers lists the members' numbers, ascending. What is not a member's folder, and is
// neither hidden nor half made, is a *MemberError in strange.
func (c *Claim) numbers() (nos []int, strange []error, err error) {
	all, err := os.ReadDir(c.members)
	for _, e := range all {
		no, bad := strconv.Atoi(e.Name())
		switch {
		case bad == nil && no > 0 && folder(no) == e.Name():
			nos = append(nos, no)
		case e.Name()[0] != '.':
			strange = append(strange, &MemberError{strconv.Quote(e.Name()), errors.New("not a member's folder")})
		}
	}
	return nos, strange, err
}
