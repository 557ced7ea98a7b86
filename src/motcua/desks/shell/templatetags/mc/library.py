"""The one library that the modules of this package register with."""

from django import template

register = template.Library()
