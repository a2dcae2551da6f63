package main

import (
	"bufio"
	"bytes"
	"context"
	"html"
	"io"
	"io/fs"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// plantedWords are a member's, which must be nowhere but in front of counsel.
var plantedWords = []string{"Zephirine Quevillon", "zephirine@quevillon.example", "facture-quevillon.pdf", "tisanes perdues", "418 555-7319"}

// formFlow is somebody at the form, with curl's means.
type formFlow struct {
	t    *testing.T
	root string
	page string
}

func (f *formFlow) take(answer *http.Response, err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		f.t.Fatalf("%d %v %s", answer.StatusCode, err, b)
	}
	f.page = string(b)
}

// hidden is what the page carries under a name.
func (f *formFlow) hidden(name string) string {
	f.t.Helper()
	m := regexp.MustCompile(`name="` + name + `" value="([^"]+)"`).FindStringSubmatch(f.page)
	if m == nil {
		f.t.Fatalf("no %s in\n%s", name, f.page)
	}
	return html.UnescapeString(m[1])
}

func (f *formFlow) post(page string, v url.Values) {
	f.t.Helper()
	f.take(http.PostForm(f.root+page, v))
}

// register goes from the first page to a receipt, then hands in a voucher.
func (f *formFlow) register() (no, code string) {
	f.t.Helper()
	f.take(http.Get(f.root + "en/join"))
	v := url.Values{"name_or_legal_name": {plantedWords[0]}, "email": {plantedWords[1]}, "phone": {plantedWords[4]}, "damage[0].description": {plantedWords[3]},
		"damage[0].head": {"lost_sales"}, "key": {f.hidden("key")}, "token": {f.hidden("token")}, "step": {"who"}, "go": {"later"}}
	f.post("en/join", v)
	v["version"], v["step"], v["go"], v["agree"] = []string{f.hidden("version")}, []string{"later"}, []string{"send"}, []string{"yes"}
	f.post("en/join", v)
	no, code = f.hidden("no"), f.hidden("code")
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	_ = m.WriteField("no", no)
	_ = m.WriteField("code", code)
	_ = m.WriteField("head", "lost_sales")
	w, err := m.CreateFormFile("file", plantedWords[2])
	if err == nil {
		_, err = w.Write(bytes.Repeat([]byte(plantedWords[3]+"\n"), 200_000)) // more than a piece, and than a form is kept in memory
	}
	if err != nil || m.Close() != nil {
		f.t.Fatal(err)
	}
	f.take(http.Post(f.root+"en/voucher", m.FormDataContentType(), &b))
	return no, code
}

// TestStringsFindNothingOfAMemberInTheServersFolder: the program strings, over all that the form's
// program wrote: its folder, its temporary folder, what it printed.
func TestStringsFindNothingOfAMemberInTheServersFolder(t *testing.T) {
	program, err := exec.LookPath("strings")
	if err != nil {
		t.Skip("the program strings is not installed (Debian: apt install binutils)")
	}
	dir, tmp := newClaim(t, "nordique-2021"), t.TempDir()
	t.Setenv("TMPDIR", tmp)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	said, out := io.Pipe()
	var printed bytes.Buffer
	ended := make(chan int, 1)
	go func() {
		ended <- formCmd(ctx, []string{"--config", filepath.Join(dir, "constat.yaml"), "--lang", "en", "--claim", "nordique-2021", "--listen", "127.0.0.1:0"}, io.MultiWriter(out, &printed), &printed)
		out.Close()
	}()
	line, err := bufio.NewReader(said).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	_, root, _ := strings.Cut(strings.TrimSpace(line), "The form answers at ")
	no, code := (&formFlow{t: t, root: root}).register()
	// What is wrong is no more told.
	for _, path := range []string{"en/" + url.PathEscape(plantedWords[0]), "en/file?" + url.Values{"no": {no}, "code": {code}, "name": {plantedWords[0]}}.Encode()} {
		if answer, err := http.Get(root + path); err == nil {
			answer.Body.Close()
		}
	}
	cancel()
	if status := <-ended; status != 0 {
		t.Errorf("exit status %d", status)
	}
	words := append([]string{code, strings.ReplaceAll(code, "-", "")}, plantedWords...)
	files := 0
	for _, folder := range []string{dir, tmp} {
		if err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			files++
			for _, coding := range []string{"s", "l", "b"} { // bytes, and UTF-16 of both orders
				found, err := exec.Command(program, "-a", "-n", "4", "-e", coding, path).Output()
				if err != nil {
					return err
				}
				for _, w := range words {
					if bytes.Contains(found, []byte(w)) || strings.Contains(path, w) {
						t.Errorf("strings finds %q in %s", w, path)
					}
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	for _, w := range words {
		if strings.Contains(printed.String(), w) {
			t.Errorf("it printed %q: %s", w, printed.String())
		}
	}
	members, err := os.ReadDir(filepath.Join(dir, "claims/nordique-2021/members/000001"))
	if err != nil || files < 8 || len(members) < 4 {
		t.Errorf("%d files, %v of the member: %v", files, members, err)
	}
}
