package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"constat/store"
	"constat/store/record"
)

// month is how many minutes the bundles of a month hold.
const month = 30 * 24 * 60

// atATime is how many sites one vantage of a staged month watches.
const atATime = 4

// TestStageClassMonth writes, into the empty folder that CLASS_MONTH names, so many
// bundles as CLASS_BUNDLES says of one month at 60 s, no two of one site, the
// list of their members and the policy: for make class-month. Every tenth site lies
// elsewhere, to compare with; the others fail together for five hours.
func TestStageClassMonth(t *testing.T) {
	dir := os.Getenv("CLASS_MONTH")
	if dir == "" {
		t.Skip("make class-month names the folder")
	}
	bundles, err := strconv.Atoi(os.Getenv("CLASS_BUNDLES"))
	if err != nil || bundles < atATime {
		t.Fatalf("CLASS_BUNDLES=%q", os.Getenv("CLASS_BUNDLES"))
	}
	var rows, keys sync.Map // by the first site of their vantage
	t.Run("vantages", func(t *testing.T) {
		for first := 0; first < bundles; first += atATime {
			t.Run(strconv.Itoa(first), func(t *testing.T) {
				t.Parallel()
				list, policy := stageMonth(t, dir, first, min(atATime, bundles-first))
				rows.Store(first, list)
				keys.Store(first, policy)
			})
		}
	})
	list, policy := "member,bundle,sites\n", ""
	for first := 0; first < bundles && !t.Failed(); first += atATime {
		row, _ := rows.Load(first)
		text, _ := keys.Load(first)
		list += row.(string)
		for line := range strings.Lines(string(text.([]byte))) {
			if first == 0 || strings.HasPrefix(line, "log ") {
				policy += line
			}
		}
	}
	for name, text := range map[string]string{"members.csv": list, "policy": policy} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// stageMonth writes the bundles of one vantage, and returns their lines of the
// list and the vantage's policy. Its store is removed at once.
func stageMonth(t *testing.T, dir string, first, n int) (list string, policy []byte) {
	v := stageVantage(t, fmt.Sprintf("vantage-%d/1", first/atATime+1), classStart, first/atATime%60, monthSites(first, n))
	v.watchByHours(month)
	for _, s := range v.sites {
		file := v.exportSite(filepath.Join(dir, s.name+".zip"), s.name)
		list += fmt.Sprintf("%s,%s,\n", s.member, filepath.Base(file))
	}
	policy = v.Policy()
	v.must(v.Close())
	return list, policy
}

// monthSites are n sites from first on.
func monthSites(first, n int) (sites []stagedSite) {
	for i := first; i < first+n; i++ {
		s := stagedSite{member: strconv.Itoa(i + 1), name: fmt.Sprintf("site-%03d", i), provider: "whc", address: fmt.Sprintf("23.1.%d.%d", i/250, i%250+1), system: 64500,
			fails: []stagedFailure{{from: 20000 + i%3, to: 20300 + i%7, fault: record.TCPTimeout}, {from: 500 + 61*i, to: 504 + 61*i, fault: record.TCPRefused}}}
		if i%10 == 9 {
			s.member, s.provider, s.fails = "-", "elsewhere", s.fails[1:]
		}
		sites = append(sites, s)
	}
	return sites
}

// watchByHours asks as watch does, and brings each hour's answers at once.
func (v *stagedVantage) watchByHours(minutes int) {
	v.t.Helper()
	var hour []record.Seen
	for minute := range minutes {
		at := v.start.Add(time.Duration(minute)*time.Minute + time.Duration(v.phase)*time.Second)
		for n, w := range v.asked {
			hour = append(hour, v.ask(n, w, minute, at))
		}
		if minute%60 != 59 && minute != minutes-1 {
			continue
		}
		v.must(v.Observe(hour))
		hour = hour[:0]
		if minute < 60 {
			v.paths(at)
		}
		_, err := v.Seal(v.start.Add(time.Duration(minute+1) * time.Minute))
		v.must(err)
	}
}

// exportSite writes the bundle of one site to file.
func (v *stagedVantage) exportSite(file, name string) string {
	v.t.Helper()
	f, err := os.Create(file)
	v.must(err)
	defer f.Close()
	v.must(v.Export(f, store.Query{Software: "constat test", Show: func(t record.Target) bool { return t.Name == name }}))
	return file
}
