import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import type { Locale } from '../lab/bilingual.js';
import { ReaderLocale } from '../platform/http/locale.js';
import { ApiKeyed, ApiProblems, jsonProblems } from '../platform/http/openapi.js';
import { CurrentCaller, Roles } from './auth-guard.js';
import {
  courseDetailSchema,
  courseListSchema,
  courseSchema,
  newCourseSchema,
  newMemberSchema,
  sectionTitleSchema,
  sectionSlugSchema,
} from './course-views.js';
import { CoursesService, type Membership } from './courses-service.js';
import type { Caller } from './roles.js';

type CourseView = z.infer<typeof courseSchema>;

@ApiTags('courses')
@ApiKeyed()
@Controller('courses')
export class CoursesController {
  constructor(@Inject(CoursesService) private readonly courses: CoursesService) {}

  @Get()
  @ApiOperation({ summary: 'Your courses' })
  @ApiHeader({ name: 'Accept-Language', description: 'en or zh-CN', required: false })
  @ApiResponse({ status: 200, description: 'The courses', standardSchema: courseListSchema })
  async list(
    @CurrentCaller() caller: Caller,
    @ReaderLocale() locale: Locale,
  ): Promise<z.infer<typeof courseListSchema>> {
    return { items: (await this.courses.list(caller)).map((course) => viewOf(course, locale)) };
  }

  @Post()
  @Roles(['admin', 'instructor'])
  @ApiOperation({ summary: 'Make a course; you are its instructor' })
  @ApiResponse({ status: 201, description: 'The course', standardSchema: courseSchema })
  @ApiProblems('forbidden', 'conflict', ...jsonProblems)
  async create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: newCourseSchema }) body: z.infer<typeof newCourseSchema>,
    @ReaderLocale() locale: Locale,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CourseView> {
    await this.courses.create(caller, body);
    response.location(`/courses/${body.slug}`);
    return viewOf(await this.courses.select(caller, body.slug), locale);
  }

  @Get(':course')
  @ApiOperation({ summary: 'A course and its sections' })
  @ApiHeader({ name: 'Accept-Language', description: 'en or zh-CN', required: false })
  @ApiResponse({ status: 200, description: 'The course', standardSchema: courseDetailSchema })
  @ApiProblems('not-found')
  async read(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @ReaderLocale() locale: Locale,
  ): Promise<z.infer<typeof courseDetailSchema>> {
    const course = await this.courses.select(caller, slug);
    const sections = await this.courses.sections(course.courseId);
    return {
      ...viewOf(course, locale),
      sections: sections.map(({ slug: each, title }) => ({ slug: each, title })),
    };
  }

  @Put(':course/sections/:section')
  @HttpCode(204)
  @ApiOperation({ summary: 'Make a section of the course, or give it another title' })
  @ApiResponse({ status: 204, description: 'It is there' })
  @ApiProblems('not-found', 'forbidden', 'bad-parameter', ...jsonProblems)
  async saveSection(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @Param('section', { schema: sectionSlugSchema }) section: string,
    @Body({ schema: sectionTitleSchema }) { title }: z.infer<typeof sectionTitleSchema>,
  ): Promise<void> {
    const { courseId } = await this.courses.select(caller, slug, 'instructor');
    await this.courses.saveSection(courseId, section, title);
  }

  @Put(':course/members/:account')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Make an account an instructor, an assistant of a section, or a student of the course',
  })
  @ApiResponse({ status: 204, description: 'Enrolled' })
  @ApiProblems('not-found', 'forbidden', 'bad-parameter', ...jsonProblems)
  async enrol(
    @CurrentCaller() caller: Caller,
    @Param('course') slug: string,
    @Param('account', { schema: z.uuid() }) accountId: string,
    @Body({ schema: newMemberSchema }) body: z.infer<typeof newMemberSchema>,
  ): Promise<void> {
    const { courseId } = await this.courses.select(caller, slug, 'instructor');
    await this.courses.enrol(courseId, accountId, body);
  }
}

function viewOf({ slug, title, zone, role }: Membership, locale: Locale): CourseView {
  return { slug, title: title[locale], zone, role, url: `/courses/${slug}` };
}
