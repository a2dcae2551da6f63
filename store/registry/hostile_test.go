package registry

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestWhatIsDoneToAFolderIsNamed: whoever holds the machine can do all this, and counsel
// sees that it was done; the other members are read all the same.
func TestWhatIsDoneToAFolderIsNamed(t *testing.T) {
	for what, do := range map[string]func(t *testing.T, c *Claim, one, two string) error{
		"a part moved into another member's": func(_ *testing.T, _ *Claim, one, two string) error {
			return os.CopyFS(two+"/part-0002", os.DirFS(one+"/part-0002"))
		},
		"a part moved, and its entry edited": func(_ *testing.T, _ *Claim, one, two string) error {
			return errors.Join(os.CopyFS(two+"/part-0002", os.DirFS(one+"/part-0002")), edit(two+"/part-0002/part.json", `"member_no": 1`, `"member_no": 2`))
		},
		"a part played again": func(_ *testing.T, _ *Claim, one, _ string) error {
			return errors.Join(os.CopyFS(one+"/part-0004", os.DirFS(one+"/part-0002")), edit(one+"/part-0004/part.json", `"part": 2`, `"part": 4`))
		},
		"a part taken out from between": func(_ *testing.T, _ *Claim, one, _ string) error {
			return errors.Join(os.RemoveAll(one+"/part-0002"), os.Rename(one+"/part-0003", one+"/part-0002"), edit(one+"/part-0002/part.json", `"part": 3`, `"part": 2`))
		},
		"a gap among the parts": func(_ *testing.T, _ *Claim, one, _ string) error { return os.RemoveAll(one + "/part-0002") },
		"parts in turned order": func(_ *testing.T, _ *Claim, one, _ string) error {
			return errors.Join(os.Rename(one+"/part-0002", one+"/x"), os.Rename(one+"/part-0003", one+"/part-0002"), os.Rename(one+"/x", one+"/part-0003"))
		},
		"a part without its ciphertext": func(_ *testing.T, _ *Claim, one, _ string) error { return os.Remove(one + "/part-0002/part.age") },
		"a byte of a part": func(_ *testing.T, _ *Claim, one, _ string) error {
			return os.WriteFile(one+"/part-0002/part.age", []byte("x"), 0o600)
		},
		"a part of another kind": func(_ *testing.T, _ *Claim, one, _ string) error {
			return edit(one+"/part-0002/part.json", `"complete"`, `"replace"`)
		},
		"more said to be given": func(_ *testing.T, _ *Claim, one, _ string) error {
			return edit(one+"/part-0002/part.json", "      \"kind\",\n", "")
		},
		"a schema of the earlier form": func(_ *testing.T, _ *Claim, one, _ string) error {
			return edit(one+"/entry.json", entrySchema, oldEntrySchema)
		},
		"a folder that is a link": func(_ *testing.T, _ *Claim, one, two string) error {
			return errors.Join(os.RemoveAll(two), os.Symlink(one, two))
		},
		"a file that is a link": func(t *testing.T, _ *Claim, _, two string) error {
			out := filepath.Join(t.TempDir(), "x")
			return errors.Join(os.Rename(two+"/member.age", out), os.Symlink(out, two+"/member.age"))
		},
		"a file that is a pipe": func(_ *testing.T, _ *Claim, _, two string) error {
			return errors.Join(os.Remove(two+"/entry.json"), syscall.Mkfifo(two+"/entry.json", 0o600))
		},
		"a tombstone that is a link": func(_ *testing.T, _ *Claim, one, two string) error {
			return os.Symlink(one+"/entry.json", two+"/tombstone.json")
		},
		"a tombstone of another member": func(_ *testing.T, c *Claim, one, two string) error {
			if err := c.Erase(1, Erased, noon); err != nil {
				return err
			}
			b, err := os.ReadFile(one + "/tombstone.json")
			return errors.Join(err, os.WriteFile(two+"/tombstone.json", b, 0o600))
		},
		"a voucher's name changed": func(_ *testing.T, _ *Claim, one, _ string) error {
			return os.WriteFile(one+"/voucher-0001/head.age", []byte("x"), 0o600)
		},
		"a voucher taken away": func(_ *testing.T, _ *Claim, one, _ string) error { return os.RemoveAll(one + "/voucher-0001") },
	} {
		id := newKey(t)
		c, _ := begun(t, id)
		add(t, c, `{"name_or_legal_name": "B"}`)
		add(t, c, `{"name_or_legal_name": "C"}`)
		if err := do(t, c, filepath.Join(c.members, "000001"), filepath.Join(c.members, "000002")); err != nil {
			t.Fatal(what, err)
		}
		ms, err := c.Members(strings.NewReader(id.String()))
		var which *MemberError
		if !errors.As(err, &which) || len(ms) == 0 || ms[len(ms)-1].Name != "C" {
			t.Errorf("%s: %v, %d members", what, err, len(ms))
		}
	}
}

// TestAPartByAnybodyIsRefusedWhereItDoesNotFit: the public keys are enough to encrypt,
// so what decrypts is held to its place too.
func TestAPartByAnybodyIsRefusedWhereItDoesNotFit(t *testing.T) {
	for what, forge := range map[string]func(*sealedPart){
		"of another claim":        func(s *sealedPart) { s.Claim = "other" },
		"of another member":       func(s *sealedPart) { s.MemberNo = 2 },
		"in another place":        func(s *sealedPart) { s.Part = 5 },
		"behind another":          func(s *sealedPart) { s.Previous = Digest(strings.Repeat("0", 64)) },
		"of two kinds":            func(s *sealedPart) { s.Note = "1" },
		"of no kind's content":    func(s *sealedPart) { s.Member = nil },
		"with another's number":   func(s *sealedPart) { s.Member.MemberNo = 2 },
		"of another schema":       func(s *sealedPart) { s.Schema = "constat-sealed-part/2" },
		"a version without name":  func(s *sealedPart) { s.Kind = PartReplace },
		"a note that is not JSON": func(s *sealedPart) { s.Kind, s.Member, s.Note = PartOwner, nil, "{" },
		"a voucher of nothing": func(s *sealedPart) {
			s.Kind, s.Member, s.Voucher = PartVoucher, nil, &manifest{Voucher: 9, Head: s.Previous, Chunks: []Digest{s.Previous}}
		},
	} {
		id := newKey(t)
		c, _ := begun(t, id)
		p, err := c.Place(1)
		if err != nil {
			t.Fatal(err)
		}
		s, err := p.state()
		if err != nil {
			t.Fatal(err)
		}
		part := sealedPart{Schema: sealedPartSchema, Claim: "whc", MemberNo: 1, Part: 4, Kind: PartComplete, Time: instant(noon), Previous: s.last, Member: &Member{MemberNo: 1, Phone: "1"}}
		forge(&part)
		cipher, err := c.seal(part)
		if err != nil {
			t.Fatal(err)
		}
		clear := Part{Schema: partSchema, Claim: "whc", MemberNo: 1, Part: 4, Kind: part.Kind, Time: part.Time, Completeness: s.completeness, SHA256: digestOf(cipher), Size: int64(len(cipher)), Post: digestOf(cipher)}
		if part.Kind == PartVoucher {
			clear.Voucher = 9
		}
		b, err := encode(clear)
		if err != nil {
			t.Fatal(err)
		}
		if err := putFolder(p.dir(), "part-0004", nil, file{"part.age", cipher}, file{"part.json", b}); err != nil {
			t.Fatal(err)
		}
		if fs, err := c.Files(strings.NewReader(id.String())); err == nil || len(fs) != 0 {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// TestChunksAreHeldToTheirSize: a manifest of anybody's can't fill counsel's memory or
// pass off a file with a hole.
func TestChunksAreHeldToTheirSize(t *testing.T) {
	for what, plain := range map[string][]byte{"too short": []byte("x"), "too long": make([]byte, ChunkSize+1), "empty": {}} {
		id := newKey(t)
		c, _ := begun(t, id)
		p, err := c.Place(1)
		if err != nil {
			t.Fatal(err)
		}
		u, err := p.Voucher(VoucherName{}, noon)
		if err != nil {
			t.Fatal(err)
		}
		for n, content := range [][]byte{plain, []byte("end")} {
			cipher, err := c.encrypt(content)
			if err != nil {
				t.Fatal(err)
			}
			if err := putNewFile(u.dir(), []string{"0001.age", "0002.age"}[n], cipher, nil); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := u.Close(noon); !errors.Is(err, ErrShort) {
			t.Errorf("a piece that is %s: closed, %v", what, err)
		}
		// Whoever has the folder can close it all the same.
		m := manifest{Voucher: u.No(), Head: digestIn(t, u.dir(), "head.age"), Chunks: []Digest{digestIn(t, u.dir(), "0001.age"), digestIn(t, u.dir(), "0002.age")}}
		if _, err := p.add(sealedPart{Kind: PartVoucher, Voucher: &m}, newKey32(), instant(noon)); err != nil {
			t.Fatal(err)
		}
		_, from, err := c.OpenVoucher(strings.NewReader(id.String()), 1, u.No())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, from); err == nil {
			t.Errorf("a piece that is %s: read", what)
		}
	}
}

func digestIn(t *testing.T, dir, name string) Digest {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return digestOf(b)
}
