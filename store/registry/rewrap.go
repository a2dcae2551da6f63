package registry

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"filippo.io/age"
)

// maxWas is how often a file is encrypted again at most.
const maxWas = 50

// Rewrap encrypts all that the claim holds again, to other recipients, on the machine
// where an identity is that opens it: when a key was lost, or counsel changes. What was received
// stays the same, byte for byte; each digest changes, and the earlier ones stay beside
// it, with the identity's word that it is so. New members are encrypted to the new recipients at once. It returns how many members were encrypted
// again; those that the identity does not open are *MemberErrors in the joined error, and stay as they are.
//
// Nobody else may write into the claim meanwhile: what comes in between is kept, and that
// member is told as an error. After a kill it is done again with the earlier and the new identity.
func (c *Claim) Rewrap(identity io.Reader, recipients []string) (int, error) {
	n, err := c.rewrap(identity, recipients)
	if err != nil {
		err = fmt.Errorf("encrypt claim %q again: %w", c.Name, err)
	}
	return n, err
}

func (c *Claim) rewrap(identity io.Reader, recipients []string) (int, error) {
	ids, err := identities(identity)
	if err != nil {
		return 0, err
	}
	if err := putBack(c.members); err != nil {
		return 0, err
	}
	nos, wrong, err := c.numbers()
	if err != nil {
		return 0, err
	}
	// One must open before anything is changed.
	if files, locked, _ := c.openAll(nos, ids); len(files) == 0 && (locked > 0 || !c.isFor(ids)) {
		return 0, ErrWrongIdentity
	}
	before := c.Recipients
	if err := c.rekey(recipients); err != nil {
		return 0, err
	}
	by := c.witness(ids, before)
	done := 0
	for _, no := range nos {
		switch err := c.rewrapMember(no, ids, by); {
		case err == nil:
			done++
		case !errors.Is(err, ErrWithdrawn):
			wrong = append(wrong, &MemberError{folder(no), err})
		}
	}
	return done, errors.Join(wrong...)
}

func (c *Claim) rekey(recipients []string) error {
	h := c.Header
	h.Schema, h.Recipients = claimSchema, recipients
	keys, err := parseKeys(recipients)
	if err != nil {
		return err
	}
	b, err := encode(h)
	if err != nil {
		return err
	}
	if err := putFile(c.dir, "claim.json", b, c.reached); err != nil {
		return err
	}
	c.Header, c.keys = h, keys
	return nil
}

// rewrapMember makes the member's folder anew beside the old one and puts it in its
// place. The old one is moved away first, so that nothing is written into it
// unseen; a kill in between is ended by putBack.
func (c *Claim) rewrapMember(no int, ids keys, by age.Identity) error {
	if _, err := c.file(no, ids); err != nil { // all of it is whole, before any of it is made anew
		return err
	}
	dir := filepath.Join(c.members, folder(no))
	tmp, err := os.MkdirTemp(c.members, making)
	if err != nil {
		return roomless(err)
	}
	defer os.RemoveAll(tmp)
	before, err := names(dir)
	if err == nil {
		err = c.encryptAgain(no, tmp, ids, by)
	}
	if err != nil {
		return roomless(err)
	}
	return c.exchange(no, tmp, before)
}

func (c *Claim) exchange(no int, tmp string, before []string) error {
	dir, old := filepath.Join(c.members, folder(no)), filepath.Join(c.members, moved+folder(no))
	c.at("made anew")
	if err := os.Rename(dir, old); err != nil {
		return err
	}
	c.at("moved away")
	after, err := names(old)
	if err == nil && !reflect.DeepEqual(before, after) {
		err = errors.New("it changed while it was encrypted again; do it once more, with nobody else writing")
	}
	if err != nil {
		return errors.Join(err, os.Rename(old, dir))
	}
	if err := os.Rename(tmp, dir); err != nil {
		return errors.Join(err, os.Rename(old, dir))
	}
	c.at("put in its place")
	return errors.Join(syncFolder(c.members), os.RemoveAll(old), syncFolder(c.members))
}

func (c *Claim) at(point string) {
	if c.reached != nil {
		c.reached(point)
	}
}

// names lists all that is in a folder, and below.
func names(dir string) (all []string, err error) {
	err = filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, path)
		if !strings.HasPrefix(filepath.Base(path), making) {
			all = append(all, rel)
		}
		return err
	})
	return all, err
}

// encryptAgain makes in tmp what a member's folder holds, to the new recipients.
func (c *Claim) encryptAgain(no int, tmp string, ids keys, by age.Identity) error {
	e, err := c.entry(no)
	if err != nil {
		return err
	}
	cipher, _, err := c.encryptFile(c.agePath(no, 1), maxPlain, ids, nil)
	if err != nil {
		return err
	}
	digest := digestOf(cipher)
	e.Was, e.Again = e.history().followed(digest, by)
	e.Schema, e.SHA256, e.Size = againSchema, digest, int64(len(cipher))
	if len(e.Was) > maxWas {
		return ErrTooMuch
	}
	if err := c.putPair(tmp, file{"member.age", cipher}, "entry.json", e); err != nil {
		return err
	}
	if err := c.onlyOurs(no); err != nil {
		return err
	}
	vouchers, err := c.vouchersAgain(no, tmp, ids)
	if err != nil {
		return err
	}
	return c.partsAgain(no, tmp, ids, by, vouchers)
}

// onlyOurs refuses a folder that holds what we don't know: it would be lost.
func (c *Claim) onlyOurs(no int) error {
	all, err := os.ReadDir(filepath.Join(c.members, folder(no)))
	for _, e := range all {
		name := e.Name()
		if name != "entry.json" && name != "member.age" && !strings.HasPrefix(name, "part-") && !voucherForm.MatchString(name) && !strings.HasPrefix(name, making) {
			return fmt.Errorf("%q is nothing of the register's", name)
		}
	}
	return err
}

// encryptFile encrypts one file again, its plaintext edited where edit is given.
func (c *Claim) encryptFile(path string, limit int, ids keys, edit func([]byte) ([]byte, error)) (cipher, plain []byte, err error) {
	b, err := readFile(path, limit+1<<17)
	if err != nil {
		return nil, nil, err
	}
	if plain, err = decrypt(b, ids, limit); err == nil && edit != nil {
		plain, err = edit(plain)
	}
	if err != nil {
		return nil, nil, err
	}
	cipher, err = c.encrypt(plain)
	return cipher, plain, err
}

func (c *Claim) putPair(dir string, sealed file, name string, clear any) error {
	b, err := encode(clear)
	if err != nil {
		return err
	}
	for _, f := range []file{sealed, {name, b}} {
		if err := writeFile(filepath.Join(dir, f.name), f.data, c.at); err != nil {
			return err
		}
	}
	return syncFolder(dir)
}

// vouchersAgain encrypts the uploaded files again, and tells the new digest of each
// file by its old one. What is not closed yet goes along as it is.
func (c *Claim) vouchersAgain(no int, tmp string, ids keys) (map[Digest]Digest, error) {
	dir, renamed := filepath.Join(c.members, folder(no)), map[Digest]Digest{}
	all, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, e := range all {
		if !voucherForm.MatchString(e.Name()) {
			continue
		}
		if err := c.voucherAgain(filepath.Join(dir, e.Name()), filepath.Join(tmp, e.Name()), ids, renamed); err != nil {
			return nil, fmt.Errorf("%s: %w", e.Name(), err)
		}
	}
	return renamed, nil
}

func (c *Claim) voucherAgain(from, to string, ids keys, renamed map[Digest]Digest) error {
	if err := os.Mkdir(to, 0o700); err != nil {
		return err
	}
	all, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, e := range all {
		if strings.HasPrefix(e.Name(), making) {
			continue
		}
		old, err := readFile(filepath.Join(from, e.Name()), maxChunk)
		if err != nil {
			return err
		}
		cipher, _, err := c.encryptFile(filepath.Join(from, e.Name()), ChunkSize, ids, nil)
		if err != nil {
			return err
		}
		renamed[digestOf(old)] = digestOf(cipher)
		if err := writeFile(filepath.Join(to, e.Name()), cipher, c.at); err != nil {
			return err
		}
	}
	return syncFolder(to)
}

// partsAgain encrypts the parts again. That of a voucher names the voucher's new
// files; else the plaintext stays as it was.
func (c *Claim) partsAgain(no int, tmp string, ids keys, by age.Identity, vouchers map[Digest]Digest) error {
	parts, err := c.parts(no)
	if err != nil {
		return err
	}
	for _, p := range parts {
		var edit func([]byte) ([]byte, error)
		if p.Kind == PartVoucher {
			edit = func(plain []byte) ([]byte, error) { return renamedIn(plain, vouchers) }
		}
		cipher, _, err := c.encryptFile(c.agePath(no, p.Part), maxPlain, ids, edit)
		if err != nil {
			return err
		}
		digest := digestOf(cipher)
		p.Was, p.Again = p.history().followed(digest, by)
		p.Schema, p.SHA256, p.Size = againPartSchema, digest, int64(len(cipher))
		if len(p.Was) > maxWas {
			return ErrTooMuch
		}
		dir := filepath.Join(tmp, partFolder(p.Part))
		if err := os.Mkdir(dir, 0o700); err != nil {
			return err
		}
		if err := c.putPair(dir, file{"part.age", cipher}, "part.json", p); err != nil {
			return err
		}
	}
	return syncFolder(tmp)
}

func renamedIn(plain []byte, vouchers map[Digest]Digest) ([]byte, error) {
	var s sealedPart
	if err := json.Unmarshal(plain, &s); err != nil { // it was read strictly just before
		return nil, err
	}
	if s.Voucher == nil {
		return nil, errors.New("a voucher's part without its voucher")
	}
	old := append([]Digest{s.Voucher.Head}, s.Voucher.Chunks...)
	for i, d := range old {
		if old[i] = vouchers[d]; old[i] == "" {
			return nil, ErrChanged
		}
	}
	s.Voucher.Head, s.Voucher.Chunks = old[0], old[1:]
	return encode(s)
}
