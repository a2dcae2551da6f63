package lang

import (
	"archive/zip"
	_ "embed"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// zoneinfo is the IANA Time Zone Database, release 2025c, which is in the public
// domain, as Go 1.26 ships it (lib/time/zoneinfo.zip). A machine's own copy, which
// [time.LoadLocation] prefers, may be of another release: then two machines
// would write two reports.
//
//go:embed zoneinfo.zip
var zoneinfo string

var zones = sync.OnceValue(func() *zip.Reader {
	r, err := zip.NewReader(strings.NewReader(zoneinfo), int64(len(zoneinfo)))
	if err != nil {
		panic("lang: internal error: " + err.Error())
	}
	return r
})

// maxZone bounds the rules of one zone, in bytes; the longest have some 2,000.
const maxZone = 1 << 16

// Zone returns the zone of a name in the IANA database, as "America/Toronto", by
// the rules that the program carries and no others. A machine's own zone is
// none: the report would depend on the machine.
func Zone(name string) (*time.Location, error) {
	if name == "UTC" {
		return time.UTC, nil
	}
	for _, f := range zones().File {
		if f.Name != name || f.Mode().IsDir() {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, fmt.Errorf("zone %q: %w", name, err)
		}
		defer r.Close()
		rules, err := io.ReadAll(io.LimitReader(r, maxZone))
		if err != nil {
			return nil, fmt.Errorf("zone %q: %w", name, err)
		}
		return time.LoadLocationFromTZData(name, rules)
	}
	return nil, fmt.Errorf("zone %.60q is not known; zones are named as in America/Toronto", name)
}
