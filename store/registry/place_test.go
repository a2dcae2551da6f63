package registry

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

func place(t *testing.T, c *Claim, r Receipt) *Place {
	t.Helper()
	p, err := c.Access(r.MemberNo, r.Code)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func files(t *testing.T, c *Claim, id interface{ String() string }) []File {
	t.Helper()
	fs, err := c.Files(strings.NewReader(id.String()))
	if err != nil {
		t.Fatal(err)
	}
	return fs
}

func TestACodeOpensOnePlaceAlone(t *testing.T) {
	c := newClaim(t, newKey(t).Recipient().String())
	a, b := add(t, c, `{"name_or_legal_name": "A"}`), add(t, c, `{"name_or_legal_name": "B"}`)
	if p := place(t, c, a); p.No() != 1 {
		t.Errorf("number %d", p.No())
	}
	typed := strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(a.Code, "-", " "), "0", "o"))
	if _, err := c.Access(1, strings.ReplaceAll(typed, "1", "l")); err != nil {
		t.Errorf("%q as typed by hand: %v", typed, err)
	}
	other, err := Create(filepath.Dir(c.dir), "other", c.Recipients, noon)
	if err != nil {
		t.Fatal(err)
	}
	add(t, other, `{"name_or_legal_name": "A"}`)
	for what, try := range map[string]func() error{
		"another member's code": func() error { _, err := c.Access(1, b.Code); return err },
		"no such member":        func() error { _, err := c.Access(3, a.Code); return err },
		"number 0":              func() error { _, err := c.Access(0, a.Code); return err },
		"another claim's":       func() error { _, err := other.Access(1, a.Code); return err },
	} {
		if err := try(); !errors.Is(err, ErrAccess) {
			t.Errorf("%s: %v", what, err)
		}
	}
	for i := range a.Code {
		wrong := []byte(a.Code)
		if wrong[i] == '-' {
			continue
		}
		if wrong[i]++; wrong[i] == 'I' || wrong[i] == 'L' || wrong[i] == 'O' || wrong[i] == 'U' || wrong[i] == ':' || wrong[i] == '[' {
			wrong[i] = 'A'
		}
		if _, err := c.Access(1, string(wrong)); !errors.Is(err, ErrCode) && !errors.Is(err, ErrAccess) {
			t.Errorf("%s: %v", wrong, err)
		}
	}
	for _, bad := range []string{"", "x", a.Code + "A", a.Code[1:], strings.Repeat("A", 1<<20), "é"} {
		if _, err := c.Access(1, bad); !errors.Is(err, ErrCode) {
			t.Errorf("%.40q: %v", bad, err)
		}
	}
}

// TestACopyOfTheFolderMakesNoLink: what is on disk neither is the code nor leads to it.
func TestACopyOfTheFolderMakesNoLink(t *testing.T) {
	c := newClaim(t, newKey(t).Recipient().String())
	key := [32]byte{1, 2, 3}
	r, err := c.AddOnce([]byte(`{"name_or_legal_name": "A"}`), key, noon)
	if err != nil {
		t.Fatal(err)
	}
	code, err := parseCode(r.Code)
	if err != nil || printCode(code) != r.Code {
		t.Fatal(err, printCode(code))
	}
	for _, secret := range []string{r.Code, strings.ReplaceAll(r.Code, "-", ""), string(code[:]), string(key[:])} {
		mustNotHold(t, c.dir, secret)
	}
}

func TestAPostThatComesTwiceIsOneMember(t *testing.T) {
	id := newKey(t)
	c := newClaim(t, id.Recipient().String())
	key := [32]byte{7}
	first, err := c.AddOnce([]byte(`{"name_or_legal_name": "A"}`), key, noon)
	if err != nil || first.Code == "" || first.Claim != "whc" || first.Part != 1 || first.Time != "2021-09-01T12:00:00Z" {
		t.Fatalf("%+v %v", first, err)
	}
	fresh, err := Open(filepath.Dir(c.dir), "whc") // as after a restart
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []*Claim{c, fresh} {
		again, err := c.AddOnce([]byte(`{"name_or_legal_name": "A"}`), key, noon.Add(time.Hour))
		if err != nil || again.Code != first.Code || again.Digest != first.Digest || again.MemberNo != 1 || again.Time != first.Time {
			t.Errorf("%+v %v", again, err)
		}
	}
	if ms := members(t, c, id); len(ms) != 1 {
		t.Errorf("%d members", len(ms))
	}
}

// TestAPostThatComesTwiceAtOnceIsOneMember holds for one process and for two.
func TestAPostThatComesTwiceAtOnceIsOneMember(t *testing.T) {
	id := newKey(t)
	c := newClaim(t, id.Recipient().String())
	other, err := Open(filepath.Dir(c.dir), "whc")
	if err != nil {
		t.Fatal(err)
	}
	add(t, other, `{"name_or_legal_name": "before"}`)
	got := make(chan Receipt)
	for range 8 {
		go func() {
			r, err := c.AddOnce([]byte(`{"name_or_legal_name": "A"}`), [32]byte{9}, noon)
			if err != nil {
				t.Error(err)
			}
			got <- r
		}()
	}
	first := <-got
	for range 7 {
		if r := <-got; r.MemberNo != first.MemberNo || r.Code != first.Code {
			t.Errorf("%+v, %+v", r, first)
		}
	}
	// The other process has not read since: the number it tries next is taken.
	r, err := other.AddOnce([]byte(`{"name_or_legal_name": "A"}`), [32]byte{9}, noon)
	if err != nil || r.Digest != first.Digest {
		t.Errorf("%+v %v", r, err)
	}
	if ms := members(t, c, id); len(ms) != 2 {
		t.Errorf("%d members", len(ms))
	}
}

func TestACompletionIsMergedOnCounselsMachine(t *testing.T) {
	id := newKey(t)
	c := newClaim(t, id.Recipient().String())
	p := place(t, c, add(t, c, `{"name_or_legal_name": "A", "email": "old@a.example", "contract": {"provider": "whc"}, "damage": [{"head": "rebuild_cost"}]}`))
	before, err := p.Missing()
	if err != nil || !slices.Contains(before.Missing, "contract.fee") || slices.Contains(before.Missing, "contract.provider") {
		t.Fatal(before, err)
	}
	key := [32]byte{1}
	r, err := p.Complete([]byte(`{"email": "new@a.example", "contract": {"fee": "119.88"}, "damage": [{"head": "time_spent", "amount": "10", "currency": "CAD"}]}`), key, noon)
	if err != nil || r.Part != 2 || r.Code != "" {
		t.Fatal(r, err)
	}
	if again, err := p.Complete([]byte(`{"email": "new@a.example"}`), key, noon); err != nil || again.Digest != r.Digest {
		t.Errorf("posted twice: %v %v", again, err)
	}
	after, err := p.Missing()
	if err != nil || slices.Contains(after.Missing, "contract.fee") || after.Percent <= before.Percent || len(after.Missing) >= len(before.Missing) {
		t.Errorf("%v then %v, %v", before, after, err)
	}
	f := files(t, c, id)[0]
	m := f.Member
	if m.Name != "A" || m.Email != "new@a.example" || m.Contract.Provider != "whc" || m.Contract.Fee != "119.88" || len(m.Damage) != 2 || m.MemberNo != 1 {
		t.Errorf("%+v %+v", m, m.Contract)
	}
	if len(f.Versions) != 2 || f.Versions[0].Said.Contract.Fee != "" || len(f.Versions[0].Said.Damage) != 1 {
		t.Errorf("%+v", f.Versions)
	}
	if _, err := p.Replace([]byte(`{"name_or_legal_name": "B"}`), [32]byte{2}, noon); err != nil {
		t.Fatal(err)
	}
	if f := files(t, c, id)[0]; f.Member.Name != "B" || f.Member.Email != "" || f.Member.CreatedAt != "2021-09-01T12:00:00Z" || len(f.Versions) != 3 {
		t.Errorf("%+v", f)
	}
}

func TestWhatCompletesIsHeldToAMembersForms(t *testing.T) {
	c := newClaim(t, newKey(t).Recipient().String())
	p := place(t, c, add(t, c, `{"name_or_legal_name": "A"}`))
	var field *FieldError
	for _, bad := range []string{`{"email": "x"}`, `{"member_no": 2}`, `{"nam": "B"}`, `[]`, `{"name_or_legal_name": "` + strings.Repeat("A", 10<<20) + `"}`} {
		if _, err := p.Complete([]byte(bad), newKey32(), noon); !errors.As(err, &field) {
			t.Errorf("%.40s: %v", bad, err)
		}
	}
	for _, nothing := range []string{`{}`, `{"name_or_legal_name": " "}`, `{"contract": {}}`} {
		if _, err := p.Complete([]byte(nothing), newKey32(), noon); !errors.Is(err, ErrNothing) {
			t.Errorf("%s: %v", nothing, err)
		}
	}
	if _, err := p.Replace([]byte(`{"email": "a@b.example"}`), newKey32(), noon); !errors.As(err, &field) {
		t.Errorf("replaced by nobody: %v", err)
	}
}

func TestWithdrawalLeavesATombstoneAndNothingElse(t *testing.T) {
	id := newKey(t)
	c := newClaim(t, id.Recipient().String())
	r := add(t, c, `{"name_or_legal_name": "`+planted+`"}`)
	p := place(t, c, r)
	if _, err := p.Complete([]byte(`{"email": "a@b.example"}`), newKey32(), noon); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Take(VoucherName{Name: "facture.pdf"}, strings.NewReader("x"), noon); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := p.Withdraw(Withdrawn, noon); err != nil {
			t.Fatal(err)
		}
		left, err := os.ReadDir(p.dir())
		if err != nil || len(left) != 1 || left[0].Name() != "tombstone.json" {
			t.Errorf("left %v, %v", left, err)
		}
	}
	if _, err := c.Access(1, r.Code); !errors.Is(err, ErrWithdrawn) {
		t.Errorf("its own code: %v", err)
	}
	if _, err := c.Access(1, printCode([16]byte{1})); !errors.Is(err, ErrAccess) {
		t.Errorf("another code: %v", err)
	}
	for what, err := range map[string]error{
		"complete": second(p.Complete([]byte(`{"email": "a@b.example"}`), newKey32(), noon)),
		"note":     second(p.Note(PartOwner, 1, noon)),
		"voucher":  second(p.Voucher(VoucherName{}, noon)),
	} {
		if !errors.Is(err, ErrWithdrawn) {
			t.Errorf("%s after it: %v", what, err)
		}
	}
	ts, err := c.Tombstones()
	if err != nil || len(ts) != 1 || ts[0].By != ByMember || ts[0].Reason != Withdrawn || len(ts[0].Removed) != 3 || ts[0].Removed[0] != r.Digest {
		t.Errorf("%+v %v", ts, err)
	}
	if es, err := c.List(); err != nil || len(es) != 0 {
		t.Errorf("listed: %v %v", es, err)
	}
	if ms := members(t, c, id); len(ms) != 0 {
		t.Errorf("read: %+v", ms)
	}
	if r := add(t, c, `{"name_or_legal_name": "next"}`); r.MemberNo != 2 {
		t.Errorf("its number was given again: %d", r.MemberNo)
	}
	if err := c.Erase(2, Erased, noon); err != nil {
		t.Error(err)
	}
	if err := c.Erase(3, Erased, noon); !errors.Is(err, ErrAccess) {
		t.Errorf("nobody erased: %v", err)
	}
}

func second[T any](_ T, err error) error { return err }

func TestAVoucherComesInPieces(t *testing.T) {
	id := newKey(t)
	c := newClaim(t, id.Recipient().String())
	r := add(t, c, `{"name_or_legal_name": "A"}`)
	p := place(t, c, r)
	content := bytes.Repeat([]byte("Zébulon "), 300_000) // 2.6 MB
	pieces := [][]byte{content[:ChunkSize], content[ChunkSize : 2*ChunkSize], content[2*ChunkSize:]}
	u, err := p.Voucher(VoucherName{Name: "facture Zébulon.pdf", Type: "application/pdf", Damage: 1}, noon)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{1, 3} {
		if err := u.Chunk(n, pieces[n-1]); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := u.Close(noon); !errors.Is(err, ErrNothing) {
		t.Errorf("closed without its second piece: %v", err)
	}
	u, err = p.Upload(u.No()) // as after a restart
	if err != nil {
		t.Fatal(err)
	}
	if has, err := u.Has(); err != nil || !slices.Equal(has, []int{1, 3}) {
		t.Errorf("has %v, %v", has, err)
	}
	if err := errors.Join(u.Chunk(2, pieces[1]), u.Chunk(1, pieces[0])); err != nil {
		t.Fatal(err)
	}
	if err := u.Chunk(1, []byte("other")); !errors.Is(err, ErrOther) {
		t.Errorf("another first piece: %v", err)
	}
	first, err := u.Close(noon)
	again, err2 := u.Close(noon)
	if err != nil || err2 != nil || first.Digest != again.Digest {
		t.Errorf("%v %v %v %v", first, again, err, err2)
	}
	if _, err := p.Upload(u.No()); !errors.Is(err, ErrClosed) {
		t.Errorf("gone on with a closed one: %v", err)
	}
	mustNotHold(t, c.dir, "Zébulon")

	whole, err := p.Take(VoucherName{Name: "2.pdf"}, bytes.NewReader(content), noon)
	if err != nil || whole.Part != 3 {
		t.Fatal(whole, err)
	}
	f := files(t, c, id)[0]
	if len(f.Vouchers) != 2 || f.Vouchers[0].Of.Name != "facture Zébulon.pdf" || f.Vouchers[0].SHA256 != "" || len(f.DocumentedBy(1)) != 1 {
		t.Fatalf("%+v", f.Vouchers)
	}
	if sum := digestOf(content); f.Vouchers[1].SHA256 != sum || f.Vouchers[1].Size != int64(len(content)) {
		t.Errorf("%+v", f.Vouchers[1])
	}
	for no := 1; no <= 2; no++ {
		_, from, err := c.OpenVoucher(strings.NewReader(id.String()), 1, no)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(from)
		if err != nil || sha256.Sum256(got) != sha256.Sum256(content) {
			t.Errorf("voucher %d: %d bytes, %v", no, len(got), err)
		}
	}
	dir := filepath.Join(p.dir(), "voucher-0001")
	if err := errors.Join(os.Rename(dir+"/0001.age", dir+"/x"), os.Rename(dir+"/0002.age", dir+"/0001.age"), os.Rename(dir+"/x", dir+"/0002.age")); err != nil {
		t.Fatal(err)
	}
	_, from, err := c.OpenVoucher(strings.NewReader(id.String()), 1, 1)
	if err == nil {
		_, err = io.ReadAll(from)
	}
	if !errors.Is(err, ErrChanged) {
		t.Errorf("pieces turned round: %v", err)
	}
}

func TestVouchersAreBounded(t *testing.T) {
	c := newClaim(t, newKey(t).Recipient().String())
	p := place(t, c, add(t, c, `{"name_or_legal_name": "A"}`))
	u, err := p.Voucher(VoucherName{}, noon)
	if err != nil {
		t.Fatal(err)
	}
	for n, size := range map[int]int{0: 1, -1: 1, MaxChunks + 1: 1, 1: ChunkSize + 1} {
		if err := u.Chunk(n, make([]byte, size)); !errors.Is(err, ErrTooMuch) {
			t.Errorf("piece %d of %d bytes: %v", n, size, err)
		}
	}
	if err := u.Chunk(1, nil); !errors.Is(err, ErrNothing) {
		t.Errorf("an empty piece: %v", err)
	}
	if _, err := p.Take(VoucherName{}, io.LimitReader(zeros{}, MaxChunks*ChunkSize+1), noon); !errors.Is(err, ErrTooMuch) {
		t.Errorf("a file too long: %v", err)
	}
	if _, err := os.Stat(filepath.Join(p.dir(), "voucher-0002")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what was begun is still there: %v", err)
	}
	var field *FieldError
	for _, bad := range []VoucherName{{Name: strings.Repeat("A", 10<<20)}, {Name: "a\u202eb"}, {Damage: -1}, {Head: "x"}} {
		if _, err := p.Voucher(bad, noon); !errors.As(err, &field) {
			t.Errorf("%.20q: %v", bad.Name, err)
		}
	}
	for no := 2; no <= MaxVouchers; no++ {
		if err := os.Mkdir(filepath.Join(p.dir(), voucherFolder(no)), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := p.Voucher(VoucherName{}, noon); !errors.Is(err, ErrTooMuch) {
		t.Errorf("one voucher too many: %v", err)
	}
	if err := c.Sweep(time.Now().Add(25 * time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, size, err := p.uploaded(); err != nil || size != 0 {
		t.Errorf("%d bytes left after a day, %v", size, err)
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

func TestANoteIsKeptAsItIs(t *testing.T) {
	id := newKey(t)
	c := newClaim(t, id.Recipient().String())
	p := place(t, c, add(t, c, `{"name_or_legal_name": "A"}`))
	if _, err := p.Note(PartOwner, map[string]string{"asset": "é\u202e\x00😀.example"}, noon); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Note(PartComplete, 1, noon); err == nil {
		t.Error("a note that is none")
	}
	f := files(t, c, id)[0]
	if len(f.Notes) != 1 || f.Notes[0].Kind != PartOwner || string(f.Notes[0].Body) != `{"asset":"\u00e9\u202e\u0000\ud83d\ude00.example"}` {
		t.Errorf("%+v", f.Notes)
	}
}

// TestACutUploadIsNotWhole: a stream that breaks off leaves nothing, and gives no receipt.
func TestACutUploadIsNotWhole(t *testing.T) {
	c, r := begun(t, newKey(t))
	before, err := c.Parts(1)
	if err != nil {
		t.Fatal(err)
	}
	cut := io.MultiReader(strings.NewReader("half"), iotest.ErrReader(io.ErrUnexpectedEOF))
	if _, err := place(t, c, r).Take(VoucherName{Name: "x"}, cut, noon); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%v", err)
	}
	if after, err := c.Parts(1); err != nil || len(after) != len(before) {
		t.Errorf("%d parts, %v; want %d", len(after), err, len(before))
	}
}
