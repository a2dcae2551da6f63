package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// realFigures names, for each figure and trap that the real data's own folders state
// (SOURCE.md and expected*.json there), the test that holds it.
var realFigures = []struct{ source, figure, file, test string }{
	// The public site, before and after, at five dates.
	{"site-mdn-learning-area", "files and bytes of 5 pairs of lists, unchanged, new, changed, missing and lost, by kind", "report/loss/real_test.go", "TestRealSiteGivesTheExpectedFiguresByKind"},
	{"site-mdn-learning-area", "each lost path of 5 pairs by name, and their bytes", "report/loss/history_test.go", "TestRealSiteLosesExactlyWhatIsExpected"},
	{"site-mdn-learning-area", "the same through import, bundle and report, by lists, folders and both", "cmd/constat/import_test.go", "TestImportedListsOfARealSiteLoseExactlyWhatIsExpected"},
	{"site-mdn-learning-area", "the same served by nginx: 33 missing, 17 new, none changed", "collector/inventory/site_test.go", "TestRealSiteIsFollowedAndWhatIsGoneIsSeen"},
	{"site-mdn-learning-area", "trap: of 76 missing 4 only moved, 2 still exist elsewhere", "report/loss/facts_test.go", "TestRealFilesThatMovedOrHadACopyAreNotGone"},
	{"site-mdn-learning-area", "trap: three coffee.jpg and two tea.jpg of one content each are five photos", "report/loss/facts_test.go", "TestEachOfSeveralRealCopiesIsGone"},
	{"site-mdn-learning-area", "trap: 5 contents that the lists lack are unknown, not lost", "report/loss/facts_test.go", "TestRealContentsThatTheListLacksAreUnknownNotLost"},
	{"site-mdn-learning-area", "each file in before/ and after/ has the digest of its list", "cmd/constat/facts_test.go", "TestRealFoldersAreTheirLists"},
	{"site-mdn-learning-area", "33 lost files that the customer still holds, 137,922 bytes", "cmd/constat/import_test.go", "TestImportedListsOfARealSiteLoseExactlyWhatIsExpected"},
	{"site-mdn-learning-area", "a photo, a film and a piece of music, of the newest list", "report/loss/facts_test.go", "TestRealMediaAreOfTheirKindsAndInTheList"},
	{"site-mdn-learning-area", "trap: no page of it is a default page", "report/loss/catalogue_test.go", "TestNoRealPageIsTakenForADefaultPage"},
	// Pages that servers show when a site is gone.
	{"pages-default", "digests and titles of nginx's and Apache's pages", "report/loss/facts_test.go", "TestRealDefaultPagesHaveTheirTitlesAndDigests"},
	{"pages-default", "trap: they answer 200, and other bytes with the same words are the same page", "report/loss/catalogue_test.go", "TestRealDefaultPagesAreRecognised"},
	{"pages-default", "what Apache sends for 503 and 502, in each language", "report/loss/catalogue_test.go", "TestEachLanguageOfAnErrorPageIsRecognised"},
	{"pages-default", "wordings of cPanel, its suspension and Plesk", "report/loss/facts_test.go", "TestPanelsWordingsAreRecognisedEachAlone"},
	// Lists of Debian's packages.
	{"manifests-debian", "nginx-common: 12 files each, 1 changed, none new or missing", "cmd/constat/import_test.go", "TestImportedListsOfRealPackages"},
	{"manifests-debian", "the changed one is the changelog", "collector/importer/facts_test.go", "TestTheOneRealFileThatChangedIsTheChangelog"},
	{"manifests-debian", "planetblupi-common: 397 files, 255 wav, 62 png, 14 mkv; gnome-backgrounds: 44, 16 webp, 9 svg; sound-theme-freedesktop: 31, 27 oga", "collector/importer/facts_test.go", "TestRealPackagesHaveTheirFilesByForm"},
	{"manifests-debian", "the list is of the folder's very files, all 31", "collector/importer/importer_test.go", "TestRealListsHaveTheirFiguresExactly"},
	{"manifests-debian", "likewise as a store lists them, each content read", "collector/inventory/folder_test.go", "TestRealFolderAgreesWithItsPackage"},
	{"manifests-debian", "258 films and 1,353 pieces of music in 1,611 lines", "collector/importer/facts_test.go", "TestRealNamesOfFilmsAndMusicAreOfTheirKind"},
	// Captures of another program.
	{"warc-warcio", "of 12 files: records, status, media types, addresses, dates, size, digest, captures, digests right and wrong; where the other parser errs, and why", "store/warc/facts_test.go", "TestEachFigureOfAForeignFileComesOut"},
	{"warc-warcio", "errors where it found errors", "store/warc/read_test.go", "TestForeignFilesReadAsAnotherParserReadThem"},
	{"warc-warcio", "trap: a record length that does not fit loses no record after it", "store/warc/read_test.go", "TestDamageLosesOnlyWhatIsDamaged"},
	{"warc-warcio", "trap: the older ARC form is an error, not a guess", "store/warc/read_test.go", "TestOlderFormIsAnErrorAndNotAGuess"},
}

// Each figure of the real data is held by a test that exists, and each test names
// the rule of which it is.
func TestEachFigureOfTheRealDataHasItsTest(t *testing.T) {
	sources := map[string]int{}
	for _, f := range realFigures {
		sources[f.source]++
		text, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(f.file)))
		if err != nil {
			t.Error(err)
		}
		if !strings.Contains(string(text), "func "+f.test+"(t *testing.T)") {
			t.Errorf("%s, %s: no %s in %s", f.source, f.figure, f.test, f.file)
		}
	}
	for _, source := range []string{"site-mdn-learning-area", "pages-default", "manifests-debian", "warc-warcio"} {
		if sources[source] == 0 {
			t.Errorf("no figure of %s", source)
		}
	}
}

// The folders of the real site hold the very files of their lists: a list and
// its folder show no difference.
func TestRealFoldersAreTheirLists(t *testing.T) {
	dir := realData(t, "site-mdn-learning-area")
	for name, files := range map[string]int64{"before": 43, "after": 27} {
		d := imports(t, [2]string{"2022-02-10", tsvOf(t, dir, "asynchronous-"+name)}, [2]string{"2022-02-11", filepath.Join(dir, name)})
		all := d.Inventories[0].Total
		if all.First.Files != files || all.First != all.Last || all.Gone.Files+all.Moved.Files+all.Altered.Files+all.New.Files+all.Unknown.Files != 0 {
			t.Errorf("%s: %+v", name, all)
		}
	}
}
