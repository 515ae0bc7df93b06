// Judges notes, trees and proofs of timeline with the Go project's own packages.
//
// It reads one JSON object a line on standard input and answers each with "yes", or "no" and why.
package main

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type question struct {
	Ask    string   // note, root, record, tree
	Note   []byte   // bytes of a signed note
	Key    string   // verifier key
	Leaves [][]byte // leaf hashes
	Root   []byte
	Old    []byte // older root
	From   int64  // older size
	Size   int64
	Index  int64
	Leaf   []byte
	Proof  [][]byte
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	decoder := json.NewDecoder(in)
	for decoder.More() {
		var asked question
		if err := decoder.Decode(&asked); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		if err := answer(asked); err != nil {
			fmt.Fprintln(out, "no", err)
		} else {
			fmt.Fprintln(out, "yes")
		}
	}
}

func answer(asked question) error {
	switch asked.Ask {
	case "note":
		return checkpoint(asked)
	case "root":
		return root(asked)
	case "record":
		proof := tlog.RecordProof(hashes(asked.Proof))
		return tlog.CheckRecord(proof, asked.Size, hash(asked.Root), asked.Index, hash(asked.Leaf))
	case "tree":
		proof := tlog.TreeProof(hashes(asked.Proof))
		return tlog.CheckTree(proof, asked.Size, hash(asked.Root), asked.From, hash(asked.Old))
	}
	return errors.New("unknown question")
}

// checkpoint opens a signed note and reads its three lines, which must have the root asked for.
func checkpoint(asked question) error {
	verifier, err := note.NewVerifier(asked.Key)
	if err != nil {
		return err
	}
	opened, err := note.Open(asked.Note, note.VerifierList(verifier))
	if err != nil {
		return err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] != verifier.Name() {
		return errors.New("not three lines of this origin")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || strconv.FormatInt(size, 10) != lines[1] || size != asked.Size {
		return errors.New("not the size")
	}
	found, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || string(found) != string(asked.Root) {
		return errors.New("not the root")
	}
	return nil
}

// root stores leaf hashes as the checksum database does, and compares the root of all of them.
func root(asked question) error {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(indexes))
		for at, index := range indexes {
			found[at] = stored[index]
		}
		return found, nil
	})
	for at, leaf := range asked.Leaves {
		more, err := tlog.StoredHashesForRecordHash(int64(at), hash(leaf), reader)
		if err != nil {
			return err
		}
		stored = append(stored, more...)
	}
	found, err := tlog.TreeHash(int64(len(asked.Leaves)), reader)
	if err != nil {
		return err
	}
	if found != hash(asked.Root) {
		return errors.New("another root")
	}
	return nil
}

func hash(data []byte) tlog.Hash {
	var made tlog.Hash
	copy(made[:], data)
	return made
}

func hashes(data [][]byte) []tlog.Hash {
	made := make([]tlog.Hash, len(data))
	for at, each := range data {
		made[at] = hash(each)
	}
	return made
}
