package record

import (
	"bytes"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The example of FORMAT.md is the leaf that its words describe.
func TestFormatExample(t *testing.T) {
	_, block, ok := strings.Cut(Format, "**An example.**")
	if !ok {
		t.Fatal("FORMAT.md has no example")
	}
	block, _, _ = strings.Cut(block, "## Probe ids")
	digits := regexp.MustCompile(`(?m)^    ((?:[0-9a-f]+ )*[0-9a-f]+)(?:  |$)`)
	var text strings.Builder
	for _, m := range digits.FindAllStringSubmatch(block, -1) {
		text.WriteString(strings.ReplaceAll(m[1], " ", ""))
	}
	got, err := hex.DecodeString(text.String())
	if err != nil {
		t.Fatal(err)
	}
	want, err := Encode(steady(3))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("the example is\n%x\nthe leaf is\n%x", got, want)
	}
	if id := ProbeID(Sum([]byte("secret")), 17_956_800_000); !strings.Contains(Format, id) {
		t.Errorf("the probe id of the example is %s", id)
	}
}

func TestFormatNamesEveryKindAndFault(t *testing.T) {
	for _, k := range Kinds {
		if !strings.Contains(Format, "| `"+string(k)+"` |") {
			t.Errorf("kind %s is not in FORMAT.md", k)
		}
	}
	for _, f := range slices.Concat(ListFaults, PathFaults, PictureFaults, Faults) {
		if !strings.Contains(Format, "`"+string(f)+"`") {
			t.Errorf("fault %s is not in FORMAT.md", f)
		}
	}
}
