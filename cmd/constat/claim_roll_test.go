package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	own "constat/collector/owner"
	"constat/store/registry"
)

// TestAnExportHasWhatCameBesideTheMembersWords: completions, vouchers, checks of sites, those who left.
func TestAnExportHasWhatCameBesideTheMembersWords(t *testing.T) {
	d := newClaimDesk(t)
	c, err := registry.Create(d.path("claims"), "whc", []string{d.public}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []string{`{"name_or_legal_name": "A", "assets": [{"domain": "shop.example"}], "damage": [{"head": "rebuild_cost", "amount": "10", "currency": "CAD"}]}`, `{"name_or_legal_name": "B"}`} {
		if _, err := c.Add([]byte(m), time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	p, err := c.Place(1)
	if err != nil {
		t.Fatal(err)
	}
	asset, err := own.ParseAsset("shop.example")
	if err != nil {
		t.Fatal(err)
	}
	u, err := p.Voucher(registry.VoucherName{Name: "../../=x\u2019.pdf", Head: "rebuild_cost"}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	fake := map[string]any{"way": "dns", "weight": "control", "asset": "shop.example", "at": time.Now(), "result": "looked_at"}
	other, err := registry.Open(d.path("claims"), "whc") // another process closes it: nobody saw all of it
	if err != nil {
		t.Fatal(err)
	}
	place, err := other.Place(1)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		errOf(p.Complete([]byte(`{"phone": "1"}`), [32]byte{1}, time.Now())), u.Chunk(1, []byte("the voucher")),
		keepChecked(c, 1, own.Looked(own.Challenge{Claim: "whc", Member: 1, Asset: asset}, "1", "Me Roy", true)), errOf(p.Note(registry.PartOwner, fake, time.Now())),
		c.Erase(2, registry.Erased, time.Now()),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	closing, err := place.Upload(u.No())
	if err == nil {
		_, err = closing.Close(time.Now())
	}
	if err != nil {
		t.Fatal(err)
	}
	d.run(0, "export", "whc", "--identity", d.path("key.txt"), "-o", d.path("o.json"))
	b, err := os.ReadFile(d.path("o.json"))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Files []struct {
			Parts    []struct{ Kind string }
			Vouchers []struct {
				Name, SHA256, Head string
				Size               int
				Backs              []int
			}
			Ownership []struct {
				Known                     bool
				Way, Weight, Result, Site string
			}
		}
		Received []struct {
			With string `json:"with_voucher"`
		}
		Withdrawn []struct {
			MemberNo int `json:"member_no"`
		}
		History map[string]int
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	f := got.Files[0]
	if len(got.Files) != 1 || len(f.Parts) != 5 || len(f.Vouchers) != 1 || f.Vouchers[0].Size != 11 || len(f.Vouchers[0].SHA256) != 64 || len(f.Vouchers[0].Backs) != 1 || f.Vouchers[0].Head != "rebuild_cost" {
		t.Errorf("%s", b)
	}
	if o := f.Ownership; len(o) != 2 || o[0].Way != "invoice" || o[0].Weight != "declared" || o[0].Result != "looked_at" || o[1].Known || o[1].Way != "" {
		t.Errorf("%+v: what no check writes is told as one", o)
	}
	if len(got.Received) != 1 || got.Received[0].With != "10.00" || len(got.Withdrawn) != 1 || got.History["erased"] != 1 {
		t.Errorf("%s", b)
	}

	out, _ := d.run(0, "vouchers", "whc", "--identity", d.path("key.txt"), "-o", d.path("files"))
	d.has(out, "Vouchers written to", ": 1.")
	written, err := filepath.Glob(d.path("files/*/*"))
	if err != nil || len(written) != 1 || filepath.Base(written[0]) != "0001-x_.pdf" {
		t.Fatal(written, err)
	}
	if b, err := os.ReadFile(written[0]); err != nil || string(b) != "the voucher" {
		t.Errorf("%q %v", b, err)
	}
	if sum, err := exec.LookPath("sha256sum"); err == nil {
		cmd := exec.Command(sum, "-c", "SHA256SUMS")
		cmd.Dir = d.path("files")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v %s", err, out)
		}
	}
	_, complaints := d.run(2, "vouchers", "whc", "--identity", d.path("key.txt"), "-o", d.path("files"))
	d.has(complaints, "exists already")
	if err := os.WriteFile(filepath.Join(d.path("claims/whc/members/000001/voucher-0001"), "0001.age"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.run(2, "vouchers", "whc", "--identity", d.path("key.txt"), "-o", d.path("more"))
	if _, err := os.Stat(d.path("more")); err == nil {
		t.Error("half of the vouchers were written")
	}
}

// TestAReplacedFileIsNoticed: by the log where the folder is consistent in itself, by counsel's key
// where the machine says that it was encrypted again.
func TestAReplacedFileIsNoticed(t *testing.T) {
	d, s, c := newLoggedClaim(t)
	var digests []registry.Digest
	for _, m := range []string{`{"name_or_legal_name": "A"}`, `{"name_or_legal_name": "B"}`, `{"name_or_legal_name": "C"}`, `{"name_or_legal_name": "D"}`} {
		r, err := c.Add([]byte(m), time.Now())
		if err != nil {
			t.Fatal(err)
		}
		digests = append(digests, r.Digest)
	}
	if _, err := newRegistrar(s, d.path("v")).enter("whc"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	run := func(status int, args ...string) (string, string) {
		t.Helper()
		return d.run(status, append(args, "--config", d.path("v/constat.yaml"))...)
	}
	quiet := func(when string) {
		t.Helper()
		for _, args := range [][]string{{"list", "whc"}, {"export", "whc", "--identity", d.path("key.txt"), "-o", d.path("o.csv"), "--force"}} {
			if _, complaints := run(0, args...); complaints != "" {
				t.Errorf("%s, %s complains: %s", when, args[0], complaints)
			}
		}
	}
	quiet("untouched")

	members := d.path("v/claims/whc/members")
	keep := t.TempDir()
	if err := os.CopyFS(keep, os.DirFS(members)); err != nil {
		t.Fatal(err)
	}
	// The machine writes other words into member 1, consistent in itself, and loses member 3.
	other, err := registry.Create(d.path("other"), "whc", []string{d.public}, time.Now())
	if err == nil {
		_, err = other.Add([]byte(`{"name_or_legal_name": "forged"}`), time.Now())
	}
	for _, err := range []error{err, os.RemoveAll(members + "/000001"), os.Rename(d.path("other/whc/members/000001"), members+"/000001"), os.RemoveAll(members + "/000003")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"list", "whc"}, {"export", "whc", "--identity", d.path("key.txt"), "-o", d.path("o.json"), "--force"}} {
		_, complaints := run(0, args...)
		d.has(complaints, "member 1, file: The log first had another digest", "member 3, file: The log has the digest of a file that is no longer there")
		if strings.Contains(complaints, "member 2") || strings.Contains(complaints, "member 4") {
			t.Errorf("%s", complaints)
		}
	}
	if b, err := os.ReadFile(d.path("o.json")); err != nil || !bytes.Contains(b, []byte(`"other_than_logged"`)) || !bytes.Contains(b, []byte(`"missing"`)) {
		t.Errorf("%v: the export does not say it", err)
	}
	out, complaints := run(1, "receipt", "whc", "1", string(digests[0]))
	d.has(out+complaints, "unknown", "The log had this digest")
	if err := os.RemoveAll(members); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(members, os.DirFS(keep)); err != nil {
		t.Fatal(err)
	}
	quiet("put back")

	run(0, "erase", "whc", "4")
	quiet("after an erasure")
	run(0, "log", "whc")
	if err := os.RemoveAll(members + "/000004"); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(members+"/000004", os.DirFS(keep+"/000004")); err != nil {
		t.Fatal(err)
	}
	_, complaints = run(0, "list", "whc")
	d.has(complaints, "member 4", "notice of withdrawal")
	run(0, "erase", "whc", "4")

	run(0, "rewrap", "whc", "--identity", d.path("key.txt"), "--recipient", d.public)
	_, complaints = run(0, "export", "whc", "--identity", d.path("key.txt"), "-o", d.path("o.csv"), "--force")
	if complaints != "" {
		t.Errorf("with the key that encrypted again: %s", complaints)
	}
	_, complaints = run(0, "list", "whc")
	d.has(complaints, "member 1, file: The register says that this file was encrypted again")
	out, _ = run(0, "receipt", "whc", "1", string(digests[0]), "--identity", d.path("key.txt"))
	d.has(out, "Genuine", "encrypted again since by the holder of this key")
	_, complaints = run(1, "receipt", "whc", "1", string(digests[0]))
	d.has(complaints, "not established", "--identity")
}

func errOf[A any](_ A, err error) error { return err }
