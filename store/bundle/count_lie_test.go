package bundle

import (
	"testing"

	"constat/store/record"
)

// counted has records counted at an address.
func counted(address, pick string, edit ...func(*record.Inventory)) func(*testing.T, *forge) []byte {
	return func(t *testing.T, f *forge) []byte {
		f.story()
		f.enterAs("photos", false, record.Question{Kind: record.AskInventory, URL: address, Timeout: 1000, Pick: pick})
		e := record.Inventory{Link: f.link(f.named["photos"].chain), Time: record.At(morning), Ended: record.At(morning) + 1, Round: roundAt(0), Items: 42}
		for _, x := range edit {
			x(&e)
		}
		f.add(e)
		f.seal(morning.Add(4 * 3600e9))
		return f.write(f.contents(-1, int64(len(f.leaves))-1, "shop", "blog", "control", "photos"))
	}
}

// placed has a store asked at an address.
func placed(url, address string) func(*testing.T, *forge) []byte {
	return func(t *testing.T, f *forge) []byte {
		f.story()
		f.enterAs("photos", false, record.Question{Kind: record.AskInventory, URL: url, Timeout: 1000, Address: address})
		f.add(record.Inventory{Link: f.link(f.named["photos"].chain), Time: record.At(morning), Ended: record.At(morning) + 1, Round: roundAt(0), Fault: record.ListRefused, Detail: "status 401"})
		f.seal(morning.Add(4 * 3600e9))
		return f.write(f.contents(-1, int64(len(f.leaves))-1, "shop", "blog", "control", "photos"))
	}
}

const howMany = "select count(*) from addresses"

// What a claimant can write of records that are counted.
var countLies = []lie{
	{"a database that is not asked a query", Integrity, "inventories", "that is not asked a query", counted("postgres://db.example/shop", "$.total")},
	{"a database told what to do", Integrity, "inventories", "that is not asked a query", counted("mysql://db.example/shop", "select 1; drop table addresses")},
	{"a person in a query", Integrity, "inventories", "that is not asked a query", counted("postgres://db.example/shop", "select count(*) from addresses where mail = 'lea@shop.example'")},
	{"records of a folder", Integrity, "inventories", "counted of a store that has none", counted("webdav://cloud.example/", howMany)},
	{"a store at no address", Integrity, "inventories", "which is no address", placed("webdav://cloud.example/", "cloud")},
	{"a folder at an address", Integrity, "inventories", "own machine", placed("file:///photos", "192.0.2.7")},
	{"a database with a list", Integrity, "inventories", "", counted("postgres://db.example/shop", howMany, func(e *record.Inventory) { e.Mount = true })},
}

func TestCountsAreProven(t *testing.T) {
	for name, lie := range map[string]func(*testing.T, *forge) []byte{
		"a page":     counted("https://shop.example/api", "$.total"),
		"postgres":   counted("postgres://db.example/shop", howMany),
		"mysql":      counted("mysql://db.example:3307/shop", howMany),
		"a place":    placed("webdav://cloud.example/", "192.0.2.7:8443"),
		"unanswered": counted("mysql://db.example/shop", howMany, func(e *record.Inventory) { e.Items, e.Fault, e.Detail = 0, record.ListRefused, "error 1045" }),
	} {
		f := newForge(t)
		if b := verifyBytes(t, lie(t, f), f.policy()); b.Verdict() != Proven {
			t.Errorf("%s: %s %+v", name, b.Verdict(), b.Checks)
		}
	}
}
