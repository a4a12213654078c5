package bench

import (
	"errors"
	"os"
	"path/filepath"
)

// Edit changes a project that was written so that each of its pages is rendered again, with the same bytes.
func Edit(dir string) error { return add(filepath.Join(dir, "config.toml"), "# Edited.\n") }

// Reword adds words to one text of a project that was written. Of one that has no texts it changes nothing.
func Reword(dir string) error {
	texts, err := filepath.Glob(filepath.Join(dir, "content", "statements", "statement-*.md"))
	if err != nil || len(texts) == 0 {
		return err
	}
	return add(texts[len(texts)/2], "\nMore words.\n")
}

// add adds a text at the end of a file.
func add(name, text string) error {
	file, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = file.WriteString(text)
	return errors.Join(err, file.Close())
}
