package registry

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	"filippo.io/age"
)

const (
	memberSchema   = "constat-member/1"
	newerSchema    = "constat-member/2" // with impact.data_lost.lost, and then alone
	oldEntrySchema = "constat-entry/1"
	entrySchema    = "constat-entry/2"
	againSchema    = "constat-entry/3" // with again, and then alone
	maxPlain       = 4 << 20           // bytes of the plaintext of member.age
	maxSealed      = maxPlain + 1<<17  // the same, encrypted to maxKeys
	maxEntry       = 1 << 14
)

// Receipt is what the member is given: with the digest anybody can show, later and
// without opening it, that the file kept is the one received, until it is encrypted again:
// from then on only a log that had the digest tells.
type Receipt struct {
	Claim        string
	MemberNo     int
	Part         int    // 1 for the member's first word, 2 and on for what came after
	Digest       Digest // SHA-256 of the encrypted file
	Time         When   // when it was received
	Completeness Completeness
	Code         string // lets the member come back, as groups of letters; of part 1 alone
	Again        bool   // the same post had come before: what it holds this time was not taken
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
	Access       Digest       `json:"access,omitempty"` // of the code that lets the member come back
	Post         Digest       `json:"post,omitempty"`   // of the post that brought it
	Was          []Digest     `json:"was,omitempty"`    // its digests before it was encrypted again, the first one first
	Again        []Digest     `json:"again,omitempty"`  // for the last of these changes, the word of the key's holder
}

// sealed is the plaintext of member.age. Claim, number and time stand in it too, so that a
// file moved to another place, or an entry edited, is noticed when counsel reads it.
type sealed struct {
	Schema string `json:"schema"`
	Claim  string `json:"claim"`
	Time   When   `json:"time"` // when it was received
	Member Member `json:"member"`
}

// schemaOf is the earliest form that holds all that m says.
func schemaOf(m Member) string {
	if of(of(m.Impact).DataLost).Lost != nil {
		return newerSchema
	}
	return memberSchema
}

// Add is AddOnce for what is given once.
func (c *Claim) Add(memberJSON []byte, now time.Time) (Receipt, error) {
	return c.AddOnce(memberJSON, newKey32(), now)
}

func newKey32() (key [32]byte) {
	rand.Read(key[:]) // never fails
	return key
}

// AddOnce checks a member, encrypts it to all recipients and puts it into the claim; when it
// returns without error the member is on disk. The key is that of the post, random and
// made with the form: a second post of a key adds nothing and gets the first one's
// receipt, code included. A member without a number gets the one after the
// highest, one without created_at gets now. Errors are a *FieldError, ErrTaken,
// ErrFull, ErrFullDisk or, where the post's member withdrew since, ErrWithdrawn, wrapped; the claim is then as it was.
func (c *Claim) AddOnce(memberJSON []byte, key [32]byte, now time.Time) (Receipt, error) {
	m, err := ParseMember(memberJSON)
	if err != nil {
		return Receipt{}, fmt.Errorf("add a member to claim %q: %w", c.Name, err)
	}
	if m.CreatedAt == "" {
		m.CreatedAt = instant(now)
	}
	r, err := c.once(m, key, instant(now))
	if err != nil {
		return Receipt{}, fmt.Errorf("add a member to claim %q: %w", c.Name, err)
	}
	return r, nil
}

// Brought tells which member a post of this key brought, 0 for none, and whether that member's
// file was removed since.
func (c *Claim) Brought(key [32]byte) (no int, gone bool, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.readPosts(); err != nil {
		return 0, false, fmt.Errorf("read claim %q: %w", c.Name, err)
	}
	if no = c.posts[postDigest(key, c.Name)]; no != 0 {
		_, none := c.tombstone(no)
		gone = none == nil
	}
	return no, gone, nil
}

// going is a post that is being written. Those who bring the same one wait for it.
type going struct {
	done    chan struct{}
	receipt Receipt
	err     error
}

func (c *Claim) once(m Member, key [32]byte, now When) (Receipt, error) {
	post := postDigest(key, c.Name)
	c.mu.Lock()
	if g := c.going[post]; g != nil {
		c.mu.Unlock()
		<-g.done
		r := g.receipt
		r.Again = true
		return r, g.err
	}
	g := &going{done: make(chan struct{})}
	if c.going == nil {
		c.going = map[Digest]*going{}
	}
	c.going[post] = g
	c.mu.Unlock()

	g.receipt, g.err = c.place(m, key, now)
	c.mu.Lock()
	delete(c.going, post)
	c.mu.Unlock()
	close(g.done)
	return g.receipt, g.err
}

// place finds the member's number. Another process may take it first; then the
// rename says so, the register is read again and the next one is tried.
func (c *Claim) place(m Member, key [32]byte, now When) (Receipt, error) {
	given := m.MemberNo
	for {
		no, before, err := c.reserve(given, postDigest(key, c.Name))
		if err != nil {
			return Receipt{}, err
		}
		if before != 0 {
			return c.again(before, key)
		}
		m.MemberNo = no
		r, err := c.put(m, key, now)
		if err != nil {
			c.giveBack(no, errors.Is(err, ErrTaken))
		}
		if given != 0 || !errors.Is(err, ErrTaken) {
			return r, err
		}
	}
}

// reserve gives the next number, or the one given, or that of the member whom the
// same post brought before.
func (c *Claim) reserve(given int, post Digest) (no, before int, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.readPosts(); err != nil {
		return 0, 0, err
	}
	if before := c.posts[post]; before != 0 {
		return 0, before, nil
	}
	if given != 0 {
		return given, 0, nil
	}
	if c.last >= MaxMemberNo {
		return 0, 0, ErrFull
	}
	c.last++
	return c.last, 0, nil
}

// readPosts reads the entries that it has not read yet, unless it knows all up to the
// highest number.
func (c *Claim) readPosts() error {
	if c.posts != nil && c.last != 0 {
		return nil
	}
	if err := errors.Join(putBack(c.members), sweep(c.members)); err != nil {
		return err
	}
	nos, _, err := c.numbers()
	if err != nil {
		return err
	}
	if c.posts == nil {
		c.posts = map[Digest]int{}
	}
	for _, no := range nos {
		c.last = max(c.last, no)
		if no <= c.read {
			continue
		}
		if post := c.postOf(no); post != "" {
			c.posts[post] = no
		}
	}
	c.read = c.last
	return nil
}

// postOf is the post that brought a member, also one who withdrew; "" when nothing tells.
func (c *Claim) postOf(no int) Digest {
	if t, err := c.tombstone(no); err == nil {
		return t.Post
	}
	e, _ := c.entry(no)
	return e.Post
}

// giveBack frees a number that was not used, if no later one was given out. Taken
// says that another process has it: then all is read again.
func (c *Claim) giveBack(no int, taken bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case taken:
		c.last, c.read = 0, min(c.read, no-1)
	case c.last == no:
		c.last--
	}
}

// again is the receipt of a post that came before; ErrWithdrawn when what it brought was removed since.
func (c *Claim) again(no int, key [32]byte) (Receipt, error) {
	e, err := c.entry(no)
	if _, gone := c.tombstone(no); gone == nil {
		return Receipt{}, fmt.Errorf("member %d: %w", no, ErrWithdrawn)
	}
	if err != nil {
		return Receipt{}, err
	}
	r := e.receipt(key)
	r.Again = true
	return r, nil
}

func (e Entry) receipt(key [32]byte) Receipt {
	code := codeOf(key, e.Claim, e.MemberNo)
	r := Receipt{Claim: e.Claim, MemberNo: e.MemberNo, Part: 1, Digest: e.SHA256, Time: e.Time, Completeness: e.Completeness}
	if sameDigest(accessDigest(code, e.Claim, e.MemberNo), e.Access) {
		r.Code = printCode(code)
	}
	return r
}

// put encrypts in memory, and writes what is encrypted.
func (c *Claim) put(m Member, key [32]byte, now When) (Receipt, error) {
	cipher, err := c.seal(sealed{schemaOf(m), c.Name, now, m})
	if err != nil {
		return Receipt{}, err
	}
	e := Entry{Schema: oldEntrySchema, Claim: c.Name, MemberNo: m.MemberNo, Time: now, Completeness: m.Complete(), SHA256: digestOf(cipher), Size: int64(len(cipher))}
	if c.Schema == oldClaimSchema {
		e.Completeness.Asked = 0
	} else {
		e.Schema, e.Access, e.Post = entrySchema, accessDigest(codeOf(key, c.Name, m.MemberNo), c.Name, m.MemberNo), postDigest(key, c.Name)
	}
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
	c.noted(e)
	return e.receipt(key), nil
}

func (c *Claim) noted(e Entry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last != 0 {
		c.last = max(c.last, e.MemberNo)
	}
	if e.Post != "" && c.posts != nil {
		c.posts[e.Post] = e.MemberNo
	}
}

// seal encrypts what is encoded in the one form to every recipient.
func (c *Claim) seal(v any) ([]byte, error) {
	plain, err := encode(v)
	if err != nil {
		return nil, err
	}
	if len(plain) > maxPlain { // what could not be read back is not taken
		return nil, &FieldError{Fault: FaultTooBig, Want: strconv.Itoa(maxPlain)}
	}
	return c.encrypt(plain)
}

func (c *Claim) encrypt(plain []byte) ([]byte, error) {
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
		case bad == nil && no > 0 && folder(no) == e.Name() && e.IsDir():
			nos = append(nos, no)
		case e.Name()[0] != '.':
			strange = append(strange, &MemberError{strconv.Quote(e.Name()), errors.New("not a member's folder")})
		}
	}
	return nos, strange, err
}
