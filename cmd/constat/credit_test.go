package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"constat/report/contract"
	"constat/report/dossier"
	"constat/report/lang"
	"constat/store/record"
)

// A letter is of the day on which it is made, and asks for nothing once the time
// to ask is over; a day that is chosen is told to be one.
func TestALetterIsOfTheDayOnWhichItIsMade(t *testing.T) {
	newest, last, now := time.Date(2021, 8, 31, 0, 0, 0, 0, time.UTC), time.Date(2021, 11, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 11, 22, 14, 0, 0, 0, time.UTC)
	rule := &contract.Rule{}
	claim := dossier.Claim{Promise: rule, Terms: &contract.Contract{Rule: rule}, Contract: dossier.Contract{Result: string(contract.Eligible), Zone: "UTC", AskBy: dossier.Known(record.At(last)), AskDay: "2021-10-31"}}
	late := (crediting{}).on(claim, record.At(newest), now)
	if late.Eligible() || late.Day != record.At(now) || late.Contract.Reasons[0] != string(contract.Expired) || len(claim.Contract.Reasons) > 0 {
		t.Errorf("made in 2026: %+v", late)
	}
	if soon := (crediting{}).on(claim, record.At(newest), newest.Add(time.Hour)); !soon.Eligible() || soon.Chosen {
		t.Errorf("made in time: %+v", soon)
	}
	if early := (crediting{}).on(claim, record.At(newest), newest.Add(-time.Hour)); early.Day != record.At(newest) {
		t.Error("a letter is older than what it rests on")
	}
	c := crediting{reporting: reporting{at: "2021-08-31T00:00:00Z", lang: "en"}}
	chosen := c.on(claim, record.At(newest), now)
	if !chosen.Eligible() || !chosen.Chosen || chosen.Day != record.At(newest) {
		t.Errorf("chosen: %+v", chosen)
	}
	var said bytes.Buffer
	c.dated(&said, lang.English, chosen, now)
	for _, want := range []string{"dated 31\u00a0August\u00a02021; today is 22\u00a0November\u00a02026", "The time to ask has ended since"} {
		if !strings.Contains(strings.ReplaceAll(said.String(), "\u00a0", " "), strings.ReplaceAll(want, "\u00a0", " ")) {
			t.Errorf("without %q: %s", want, &said)
		}
	}
}
