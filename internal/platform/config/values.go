package config

import (
	"errors"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	filePath    = "a relative path below Nakama's runtime path, without .."
	methodNames = "apple, custom, device, email, facebook, facebook_instant, game_center, google, steam"
	maxPath     = 1024
)

var (
	errNumber = errors.New("not a whole number")
	errRange  = errors.New("out of range")
	errPath   = errors.New("not a path of that form")
	errChoice = errors.New("not one of the choices")
	errLength = errors.New("bad length")
)

func integer[N int | int64](low, high N, field func(*Config) *N) func(*Config, string) error {
	return func(c *Config, value string) error {
		n, err := number(value, int64(low), int64(high))
		*field(c) = N(n)
		return err
	}
}

func times(unit time.Duration, low, high int64, field func(*Config) *time.Duration) func(*Config, string) error {
	return func(c *Config, value string) error {
		n, err := number(value, low, high)
		*field(c) = time.Duration(n) * unit
		return err
	}
}

func number(value string, low, high int64) (int64, error) {
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return 0, errNumber
	}
	if n < low || n > high {
		return 0, errRange
	}
	return n, nil
}

func boolean(field func(*Config) *bool) func(*Config, string) error {
	return choice("true", "false", field)
}

// choice is a flag whose two values have names.
func choice(on, off string, field func(*Config) *bool) func(*Config, string) error {
	return func(c *Config, value string) error {
		*field(c) = value == on
		if value != on && value != off {
			return errChoice
		}
		return nil
	}
}

func text(low, high int, field func(*Config) *string) func(*Config, string) error {
	return func(c *Config, value string) error {
		if len(value) < low || len(value) > high {
			return errLength
		}
		*field(c) = value
		return nil
	}
}

func file(field func(*Config) *string) func(*Config, string) error {
	return func(c *Config, value string) error {
		if value != "" && (!filepath.IsLocal(value) || len(value) > maxPath) {
			return errPath
		}
		*field(c) = value
		return nil
	}
}

func authMethods(c *Config, value string) error {
	known := strings.Split(methodNames, ", ")
	for name := range strings.SplitSeq(value, ",") {
		name = strings.TrimSpace(name)
		if !slices.Contains(known, name) {
			return errChoice
		}
		if !slices.Contains(c.AuthMethods, name) {
			c.AuthMethods = append(c.AuthMethods, name)
		}
	}
	return nil
}
