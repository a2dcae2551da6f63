package registry

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"sync"

	"filippo.io/age"
)

// keys are the identities that counsel reads with.
type keys []age.Identity

func identities(from io.Reader) (keys, error) {
	ids, err := age.ParseIdentities(from)
	if err != nil { // the cause may hold a part of the key
		return nil, ErrIdentity
	}
	return ids, nil
}

// File is a member's whole file as counsel reads it.
type File struct {
	Member   Member // all versions and completions merged
	Received When   // the first word
	Versions []Version
	Vouchers []Voucher
	Notes    []Note
	Parts    []Came // all of it in order, the first word included
}

// Came is one part of a member's file as it came in, and what became of it.
type Came struct {
	Part   int
	Kind   PartKind // "" for the first word
	Time   When
	First  Digest   // under which it was received, as far as the register says
	Was    []Digest // all that it had before the one it has now, First first; none where nothing changed
	Digest Digest   // of what is there now
	Shown  bool     // that the one became the other by the word of a key it was read with
}

// Version is one thing that a member said, as it was said.
type Version struct {
	Part   int      // 1 for the first word
	Kind   PartKind // "" for the first word
	Time   When
	Digest Digest
	Said   Member
}

// Note is what was found out about a member.
type Note struct {
	Part int
	Kind PartKind
	Time When
	Body json.RawMessage
}

// Files decrypts the files of all members with the identities in an age identity file,
// by number. Each is compared with what stands in clear first. Errors are as for Members.
func (c *Claim) Files(identity io.Reader) ([]File, error) {
	ids, err := identities(identity)
	if err != nil {
		return nil, fmt.Errorf("read claim %q: %w", c.Name, err)
	}
	nos, strange, err := c.numbers()
	if err != nil {
		return nil, fmt.Errorf("read claim %q: %w", c.Name, err)
	}
	files, locked, wrong := c.openAll(nos, ids)
	if len(files) == 0 && (locked > 0 || !c.isFor(ids)) {
		return nil, fmt.Errorf("read claim %q, encrypted to %s: %w", c.Name, c.Readers(), ErrWrongIdentity)
	}
	return files, errors.Join(append(strange, wrong...)...)
}

// openAll reads on all processors; what comes out is in the order of the numbers.
func (c *Claim) openAll(nos []int, ids keys) (files []File, locked int, wrong []error) {
	all, errs := make([]File, len(nos)), make([]error, len(nos))
	var wg sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				all[i], errs[i] = c.file(nos[i], ids)
			}
		})
	}
	for i := range nos {
		next <- i
	}
	close(next)
	wg.Wait()
	for i, no := range nos {
		switch err := errs[i]; {
		case err == nil:
			files = append(files, all[i])
		case errors.Is(err, ErrWithdrawn):
		default:
			if errors.Is(err, ErrWrongIdentity) {
				locked++
			}
			wrong = append(wrong, &MemberError{folder(no), err})
		}
	}
	return files, locked, wrong
}

// file reads a member's first word and all that came after; ErrWithdrawn when it is gone.
func (c *Claim) file(no int, ids keys) (File, error) {
	if _, err := c.tombstone(no); err == nil {
		return File{}, ErrWithdrawn
	} else if !errors.Is(err, fs.ErrNotExist) {
		return File{}, err
	}
	e, err := c.entry(no)
	if err != nil {
		return File{}, err
	}
	m, err := c.open(e, ids)
	if err != nil {
		return File{}, err
	}
	f := File{Member: m, Received: e.Time, Versions: []Version{{Part: 1, Time: e.Time, Digest: e.SHA256, Said: m}},
		Parts: []Came{{1, "", e.Time, e.original(), e.Was, e.SHA256, e.history().shownFrom(0, ids)}}}
	parts, err := c.parts(no)
	if err != nil {
		return File{}, err
	}
	before, previous := e.Completeness, e.original()
	for _, p := range parts {
		if err := c.openPart(&f, p, before, previous, ids); err != nil {
			return File{}, fmt.Errorf("%s: %w", partFolder(p.Part), err)
		}
		before, previous = p.Completeness, p.original()
	}
	return f, nil
}

func (c *Claim) openPart(f *File, p Part, before Completeness, previous Digest, ids keys) error {
	cipher, err := readFile(filepath.Join(c.members, folder(p.MemberNo), partFolder(p.Part), "part.age"), maxSealed)
	if err != nil {
		return err
	}
	if digestOf(cipher) != p.SHA256 || int64(len(cipher)) != p.Size {
		return ErrChanged
	}
	plain, err := decrypt(cipher, ids, maxPlain)
	if err != nil {
		return err
	}
	var s sealedPart
	if err := decodeCanonical(plain, maxPlain, &s); err != nil {
		return err
	}
	if err := s.agrees(p, before, previous); err != nil {
		return err
	}
	f.Parts = append(f.Parts, Came{p.Part, p.Kind, p.Time, p.original(), p.Was, p.SHA256, p.history().shownFrom(0, ids)})
	return c.join(f, s, p, ids)
}

// join adds a part to what is known of the member.
func (c *Claim) join(f *File, s sealedPart, p Part, ids keys) error {
	switch s.Kind {
	case PartComplete, PartReplace:
		f.Versions = append(f.Versions, Version{s.Part, s.Kind, s.Time, p.SHA256, *s.Member})
		if s.Kind == PartReplace {
			created := f.Member.CreatedAt
			if f.Member = *s.Member; f.Member.CreatedAt == "" {
				f.Member.CreatedAt = created
			}
			return nil
		}
		var err error
		f.Member, err = merge(f.Member, *s.Member)
		return err
	case PartVoucher:
		v, err := c.voucher(s, ids)
		f.Vouchers = append(f.Vouchers, v)
		return err
	}
	if !json.Valid([]byte(s.Note)) {
		return errors.New("the note is not JSON")
	}
	f.Notes = append(f.Notes, Note{s.Part, s.Kind, s.Time, json.RawMessage(s.Note)})
	return nil
}

// voucher reads what a voucher is called; its chunks are read by OpenVoucher.
func (c *Claim) voucher(s sealedPart, ids keys) (Voucher, error) {
	cipher, err := readFile(filepath.Join(c.members, folder(s.MemberNo), voucherFolder(s.Voucher.Voucher), "head.age"), maxHead+1<<17)
	if err != nil {
		return Voucher{}, err
	}
	if digestOf(cipher) != s.Voucher.Head {
		return Voucher{}, ErrChanged
	}
	plain, err := decrypt(cipher, ids, maxHead)
	if err != nil {
		return Voucher{}, err
	}
	var h voucherHead
	if err := decodeCanonical(plain, maxHead, &h); err != nil {
		return Voucher{}, err
	}
	if h.Schema != voucherSchema || h.Claim != s.Claim || h.MemberNo != s.MemberNo || h.Voucher != s.Voucher.Voucher {
		return Voucher{}, fmt.Errorf("head.age is that of voucher %d of member %d of claim %q", h.Voucher, h.MemberNo, h.Claim)
	}
	return Voucher{No: h.Voucher, Of: h.Of, Time: s.Time, Size: s.Voucher.Size, SHA256: s.Voucher.SHA256, Part: s.Part, m: *s.Voucher}, nil
}

// merge lays what was added over what was said before: texts given take the place
// of the earlier ones, lists grow. What no longer fits a member's bounds is refused.
func merge(m, added Member) (Member, error) {
	lay(reflect.ValueOf(&m).Elem(), reflect.ValueOf(added))
	b, err := encode(m)
	if err != nil {
		return m, err
	}
	var again Member
	return again, decode(b, maxPlain, &again)
}

func lay(over, added reflect.Value) {
	switch {
	case added.IsZero():
	case added.Kind() == reflect.Struct:
		for i := range added.NumField() {
			lay(over.Field(i), added.Field(i))
		}
	case added.Kind() == reflect.Slice:
		over.Set(reflect.AppendSlice(slicesClip(over), added))
	case added.Kind() == reflect.Pointer && added.Elem().Kind() == reflect.Struct && !over.IsNil():
		laid := reflect.New(added.Type().Elem()) // what was said before stays as it was
		laid.Elem().Set(over.Elem())
		lay(laid.Elem(), added.Elem())
		over.Set(laid)
	default:
		over.Set(added)
	}
}

// slicesClip keeps an append from writing behind another version's list.
func slicesClip(v reflect.Value) reflect.Value { return v.Slice3(0, v.Len(), v.Len()) }

func decrypt(cipher []byte, ids keys, limit int) ([]byte, error) {
	r, err := age.Decrypt(bytes.NewReader(cipher), ids...)
	var none *age.NoIdentityMatchError
	if errors.As(err, &none) {
		return nil, ErrWrongIdentity
	}
	if err != nil {
		return nil, err
	}
	plain, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err == nil && len(plain) > limit {
		err = fmt.Errorf("larger than %d bytes", limit)
	}
	return plain, err
}

// DocumentedBy gives the vouchers that are for an item of damage, from 1.
func (f File) DocumentedBy(item int) []Voucher {
	return slices.DeleteFunc(slices.Clone(f.Vouchers), func(v Voucher) bool { return v.Of.Damage != item })
}
