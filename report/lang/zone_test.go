package lang

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// A report is a function of its recipe: what a machine holds for the rules of a
// zone changes nothing.
func TestZonesAreThoseOfTheProgram(t *testing.T) {
	winter, summer := time.Date(2026, 1, 15, 12, 0, 0, 0, time.UTC), time.Date(2026, 7, 15, 12, 0, 0, 0, time.UTC)
	tokyo, err := Zone("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][2]string{
		"America/Toronto": {"07:00 EST", "08:00 EDT"}, "Europe/Paris": {"13:00 CET", "14:00 CEST"}, "UTC": {"12:00 UTC", "12:00 UTC"}, "Asia/Tokyo": {"21:00 JST", "21:00 JST"},
	} {
		zone, err := Zone(name)
		if err != nil {
			t.Fatal(err)
		}
		if w, s := winter.In(zone).Format("15:04 MST"), summer.In(zone).Format("15:04 MST"); w != want[0] || s != want[1] || zone.String() != name {
			t.Errorf("%s: %s, %s", zone, w, s)
		}
	}
	// A machine that takes Toronto for Tokyo. What time.LoadLocation reads of the
	// environment it reads once, so nothing may have asked it before.
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "America"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, f := range zones().File {
		if f.Name == "Asia/Tokyo" {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			rules := make([]byte, f.UncompressedSize64)
			if _, err = r.Read(rules); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "America", "Toronto"), rules, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Setenv("ZONEINFO", dir)
	zone, err := Zone("America/Toronto")
	if err != nil || winter.In(zone).Hour() == winter.In(tokyo).Hour() {
		t.Errorf("the machine's rules are taken: %v, %v", winter.In(zone), err)
	}
}

func TestNoOtherZoneIsTaken(t *testing.T) {
	for _, name := range []string{"", "Local", "local", "America", "America/", "america/toronto", "../zoneinfo", "/etc/localtime", "Mars/Olympus"} {
		if zone, err := Zone(name); err == nil {
			t.Errorf("%q is %s", name, zone)
		}
	}
}
