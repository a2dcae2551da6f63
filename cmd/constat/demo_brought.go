package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"constat/store/record"
)

// What a customer who did not watch then still has: lists of a cloud before and
// after it lost files, and a few of the files themselves.
const (
	broughtFiles = 60
	broughtLost  = 12 // the first of them
	broughtMoved = 3  // those after
	broughtLocal = 5  // of the lost, held locally
)

// bring takes such lists in, at the first vantage, as second-hand evidence.
func (d *demonstration) bring(ctx context.Context) error {
	dir := d.signer("brought")
	var before, after strings.Builder
	for i := range broughtFiles {
		path, content := fmt.Sprintf("album/%s-%02d.%s", []string{"été", "noël", "école"}[i%3], i, []string{"jpg", "jpg", "mp4", "pdf"}[i%4]), strings.Repeat(fmt.Sprintf("%02d ", i), 100+i)
		line := func(path string) string {
			return fmt.Sprintf("%s\t%d\t%s\n", record.Sum([]byte(content)), len(content), path)
		}
		before.WriteString(line(path))
		switch {
		case i < broughtLocal:
			if err := writeBelow(dir, filepath.Join("local", filepath.Base(path)), content); err != nil {
				return err
			}
		case i < broughtLost:
		case i < broughtLost+broughtMoved:
			after.WriteString(line("tri/" + filepath.Base(path)))
		default:
			after.WriteString(line(path))
		}
	}
	config := d.signer("constat.yaml")
	for _, list := range []struct{ name, text, at string }{{"before.tsv", before.String(), "2021-08-27"}, {"after.tsv", after.String(), "2021-08-29"}, {"local", "", ""}} {
		args := []string{"manifest", filepath.Join(dir, list.name), "--as", "album", "--site", "album.example", "--config", config}
		if list.at != "" {
			if err := writeBelow(dir, list.name, list.text); err != nil {
				return err
			}
			args = append(args, "--at", list.at)
		}
		if err := d.constat(ctx, "import", args...); err != nil {
			return err
		}
	}
	return nil
}

func writeBelow(dir, name, text string) error {
	full := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return err
	}
	return os.WriteFile(full, []byte(text), 0o600)
}
