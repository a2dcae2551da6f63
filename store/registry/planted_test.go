package registry

import (
	"strings"
	"testing"
)

// TestNothingPersonalIsInClearWhateverAMemberDoes: names are planted wherever a member, or
// who checks one, can write; the folder holds none, in no file and in no file's name.
func TestNothingPersonalIsInClearWhateverAMemberDoes(t *testing.T) {
	c := newClaim(t, newKey(t).Recipient().String())
	p := place(t, c, add(t, c, full(t)))
	steps := []error{
		second(c.SetAbout([]byte(aboutText), noon)),
		second(p.Complete([]byte(`{"contact_person": "`+planted+`", "email": "plante@secret.example", "contract": {"account_id": "`+planted+`"}}`), [32]byte{1}, noon)),
		second(p.Replace([]byte(`{"name_or_legal_name": "`+planted+`"}`), [32]byte{2}, noon)),
		second(p.Take(VoucherName{Name: planted + ".pdf", Type: planted}, strings.NewReader(planted), noon)),
		second(p.Note(PartOwner, map[string]string{"asset": "secret.example", "name": planted}, noon)),
	}
	u, err := p.Voucher(VoucherName{Name: planted}, noon) // begun and left
	steps = append(steps, err, u.Chunk(1, []byte(planted)))
	q := place(t, c, add(t, c, `{"name_or_legal_name": "`+planted+`"}`))
	steps = append(steps, q.Withdraw(Erased, noon))
	for _, err := range steps {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, text := range []string{planted, "Plantée", "secret.example", "OXIA", "25500", "plante@"} {
		mustNotHold(t, c.dir, text)
	}
}

// TestNoErrorRepeatsWhatAMemberWrote: errors end up in logs.
func TestNoErrorRepeatsWhatAMemberWrote(t *testing.T) {
	c := newClaim(t, newKey(t).Recipient().String())
	p := place(t, c, add(t, c, `{"name_or_legal_name": "A"}`))
	for _, err := range []error{
		second(c.Add([]byte(`{"name_or_legal_name": "`+planted+`\u202e"}`), noon)),
		second(c.Add([]byte(`{"email": "`+planted+`"}`), noon)),
		second(c.Add([]byte(`{"kind": "`+planted+`"}`), noon)),
		second(p.Complete([]byte(`{"country": "`+planted+`"}`), [32]byte{1}, noon)),
		second(p.Voucher(VoucherName{Name: planted + "\u202e"}, noon)),
		second(p.Voucher(VoucherName{Head: planted}, noon)),
		second(c.Access(1, planted)),
	} {
		if err == nil || strings.Contains(err.Error(), "Plant") || strings.Contains(err.Error(), "Zéb") {
			t.Errorf("%v", err)
		}
	}
}
