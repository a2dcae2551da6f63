package record

import (
	"fmt"
	"strings"
	"testing"
)

func wholeRequisites() Requisites {
	r := Requisites{Link: Link{Chain: Chain{1}}, Time: 1000, Ended: 2000, Round: 7, Capture: Sum([]byte("capture"))}
	for i := range 2 {
		r.Parts = append(r.Parts, Part{URL: fmt.Sprintf("https://www.example.com/%d.css", i), Time: 1000, Status: 200, Body: Sum(nil), File: Sum([]byte{byte(i)})})
	}
	return r
}

func TestRequisitesAreBounded(t *testing.T) {
	if _, err := Encode(wholeRequisites()); err != nil {
		t.Fatal(err)
	}
	for name, edit := range map[string]func(*Requisites){
		"of no round":        func(r *Requisites) { r.Round = 0 },
		"of no capture":      func(r *Requisites) { r.Capture = Hash{} },
		"ended before":       func(r *Requisites) { r.Ended = 999 },
		"took too long":      func(r *Requisites) { r.Ended = r.Time + MaxRequisitesTime + 1 },
		"less than none":     func(r *Requisites) { r.Failed = -1 },
		"asked before":       func(r *Requisites) { r.Parts[0].Time = 999 },
		"asked after":        func(r *Requisites) { r.Parts[1].Time = 2001 },
		"in another order":   func(r *Requisites) { r.Parts[0].Time = 1001 },
		"twice":              func(r *Requisites) { r.Parts[1].URL = r.Parts[0].URL },
		"too many bytes":     func(r *Requisites) { r.Parts[0].Size, r.Parts[1].Size = MaxPartsBytes, 1 },
		"too many":           func(r *Requisites) { r.Parts = make([]Part, MaxParts+1) },
		"without a file":     func(r *Requisites) { r.Parts[0].File = Hash{} },
		"without a body":     func(r *Requisites) { r.Parts[0].Body = Hash{} },
		"kept in itself":     func(r *Requisites) { r.Parts[0].Kept = r.Parts[0].File },
		"without a status":   func(r *Requisites) { r.Parts[0].Status = 0 },
		"of another scheme":  func(r *Requisites) { r.Parts[0].URL = "file:///etc/passwd" },
		"with a user":        func(r *Requisites) { r.Parts[0].URL = "https://lea@www.example.com/" },
		"with a fragment":    func(r *Requisites) { r.Parts[0].URL += "#a" },
		"of no host":         func(r *Requisites) { r.Parts[0].URL = "https:///a" },
		"with a quote":       func(r *Requisites) { r.Parts[0].URL += `?"` },
		"of too long a name": func(r *Requisites) { r.Parts[0].URL += strings.Repeat("a", MaxPartAddress) },
	} {
		r := wholeRequisites()
		edit(&r)
		if _, err := Encode(r); err == nil {
			t.Errorf("%s: it is taken", name)
		}
	}
}

func TestTheLargestRequisitesFitALeaf(t *testing.T) {
	r := wholeRequisites()
	r.Time, r.Ended, r.Refused, r.Failed, r.Left, r.Parts = 1<<47, 1<<47, 1<<62, 1<<62, 1<<62, nil
	for i := range MaxParts {
		address := fmt.Sprintf("https://www.example.com/%d?&", i)
		address += strings.Repeat("&", MaxPartAddress-len(address))
		r.Parts = append(r.Parts, Part{URL: address, Time: r.Time, Status: 999, Size: MaxPartsBytes / MaxParts, Body: Sum([]byte{1}), File: Sum([]byte{2}), Kept: Sum([]byte{3})})
	}
	b, err := Encode(r)
	if err != nil || len(b) > MaxLeaf {
		t.Fatalf("%d bytes, %v", len(b), err)
	}
}
